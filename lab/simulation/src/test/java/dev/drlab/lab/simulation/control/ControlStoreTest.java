package dev.drlab.lab.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

class ControlStoreTest {
    private static final String TABLE = "drlab-control";

    @TempDir
    Path directory;

    private Path file;
    private ControlStore store;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("region").resolve("control.json");
        store = ControlStore.open(TABLE, file);
    }

    @Test
    void putGetDelete() {
        assertThat(get().isEmpty()).isTrue();
        assertThat(store.get(GetItemRequest.builder()
                                .tableName(TABLE)
                                .key(key())
                                .build())
                        .hasItem())
                .isFalse();

        store.put(put("epoch", fromN("01")).build());
        assertThat(get()).containsEntry("epoch", fromN("1")).hasSize(2);

        assertThat(store.put(put("epoch", fromN("2"))
                                .returnValues(ReturnValue.ALL_OLD)
                                .build())
                        .attributes())
                .containsEntry("epoch", fromN("1"));
        assertThat(store.delete(DeleteItemRequest.builder()
                                .tableName(TABLE)
                                .key(key())
                                .returnValues(ReturnValue.ALL_OLD)
                                .build())
                        .attributes())
                .containsEntry("epoch", fromN("2"));
        assertThat(get()).isEmpty();
    }

    @Test
    void putReplacesTheWholeItem() {
        store.put(put("epoch", fromN("1")).build());
        store.put(put("verb", fromS("activate")).build());

        assertThat(get()).containsOnlyKeys("pk", "verb");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -",
                "NONE, -",
                "ALL_OLD, epoch=1 pk=lock",
                "ALL_NEW, beat=7 epoch=2 pk=lock",
                "UPDATED_OLD, epoch=1",
                "UPDATED_NEW, beat=7 epoch=2"
            })
    void updateReturns(String returnValues, String expected) {
        store.put(put("epoch", fromN("1")).build());

        var answer = store.update(UpdateItemRequest.builder()
                .tableName(TABLE)
                .key(key())
                .updateExpression("SET epoch = epoch + :one, beat = :seven")
                .expressionAttributeValues(Map.of(":one", fromN("1"), ":seven", fromN("7")))
                .returnValues(returnValues)
                .build());

        assertThat(answer.hasAttributes() ? shown(answer.attributes()) : null).isEqualTo(expected);
    }

    @Test
    void updateMakesTheItemButNotWhenItsConditionFails() {
        assertThatThrownBy(() -> store.update(raise(3, "epoch < :next").build()))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(get()).isEmpty();

        store.update(raise(3, "attribute_not_exists(pk)").build());
        assertThat(get()).containsOnlyKeys("pk", "epoch");
    }

    @Test
    void aFailedConditionMayAnswerWithTheItem() {
        store.put(put("epoch", fromN("5")).build());

        assertThatThrownBy(() -> store.update(raise(3, "epoch < :next")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build()))
                .isInstanceOfSatisfying(ConditionalCheckFailedException.class, e -> {
                    assertThat(e.item()).containsEntry("epoch", fromN("5"));
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ConditionalCheckFailedException");
                    assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("The conditional request failed");
                });
        assertThatThrownBy(() -> store.update(raise(3, "epoch < :next").build()))
                .isInstanceOfSatisfying(
                        ConditionalCheckFailedException.class,
                        e -> assertThat(e.hasItem()).isFalse());
    }

    @Test
    void refusesWhatDynamoDbRefuses() {
        assertThatThrownBy(() -> store.get(
                        GetItemRequest.builder().tableName("other").key(key()).build()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertInvalid(() -> store.get(GetItemRequest.builder().key(key()).build()), "Value null at 'tableName'");
        assertInvalid(
                () -> store.get(
                        GetItemRequest.builder().tableName("").key(key()).build()),
                "at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1");
        assertInvalid(
                () -> store.put(put("epoch", fromN("1")).returnValues("ALL").build()),
                "at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set");
        assertInvalid(
                () -> store.get(GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(Map.of("id", fromS("lock")))
                        .build()),
                "The provided key element does not match the schema");
        assertInvalid(
                () -> store.get(GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(Map.of("pk", fromN("1")))
                        .build()),
                "The provided key element does not match the schema");
        assertInvalid(
                () -> store.get(GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(Map.of("pk", fromS("")))
                        .build()),
                "cannot contain an empty string value. Key: pk");
        assertInvalid(
                () -> store.put(PutItemRequest.builder()
                        .tableName(TABLE)
                        .item(Map.of("epoch", fromN("1")))
                        .build()),
                "Missing the key pk in the item");
        assertInvalid(
                () -> store.put(put("epoch", fromN("1"))
                        .returnValues(ReturnValue.ALL_NEW)
                        .build()),
                "Return values set to invalid value");
        assertInvalid(
                () -> store.update(UpdateItemRequest.builder()
                        .tableName(TABLE)
                        .key(key())
                        .updateExpression("SET pk = :next")
                        .expressionAttributeValues(Map.of(":next", fromS("x")))
                        .build()),
                "Cannot update attribute pk. This attribute is part of the key");
    }

    @Test
    void refusesUnmodelledMembersByName() {
        assertInvalid(
                () -> store.get(GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(key())
                        .projectionExpression("epoch")
                        .build()),
                "does not model GetItem with ProjectionExpression");
        assertInvalid(
                () -> store.put(
                        put("epoch", fromN("1")).conditionalOperator("AND").build()),
                "does not model PutItem with ConditionalOperator");
    }

    @Test
    void anotherStoreOverTheSameFileFindsTheItems() throws IOException {
        store.put(put("epoch", fromN("12345678901234567890")).build());
        store.put(PutItemRequest.builder()
                .tableName(TABLE)
                .item(Map.of(
                        "pk", fromS("authority"),
                        "reason", fromS("\u00e9\n\"quoted\""),
                        "paused", AttributeValue.fromBool(true)))
                .build());
        store.delete(DeleteItemRequest.builder().tableName(TABLE).key(key()).build());

        ControlStore reopened = ControlStore.open(TABLE, file);

        assertThat(item(reopened, "lock")).isEmpty();
        assertThat(item(reopened, "authority"))
                .isEqualTo(item(store, "authority"))
                .containsEntry("reason", fromS("\u00e9\n\"quoted\""))
                .containsEntry("paused", AttributeValue.fromBool(true));
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        Files.writeString(file, "{\"lock\": {\"pk\": \"lock\"}}");
        assertThatThrownBy(() -> ControlStore.open(TABLE, file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("move it away");

        Files.writeString(file, "{\"lock\"");
        assertThatThrownBy(() -> ControlStore.open(TABLE, file)).isInstanceOf(IOException.class);
    }

    @Test
    void aWriteThatCannotBeStoredChangesNothing() throws IOException {
        store.put(put("epoch", fromN("1")).build());
        Files.createDirectory(file.resolveSibling("control.json.next")); // in the way of the next write

        assertThatThrownBy(() -> store.put(put("epoch", fromN("2")).build()))
                .isInstanceOfSatisfying(
                        InternalServerErrorException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(500));
        assertThat(get()).containsEntry("epoch", fromN("1"));
        assertThat(item(ControlStore.open(TABLE, file), "lock")).isEqualTo(get());
    }

    @Test
    void ofManyConditionalIncrementsOneWinsEachEpoch() throws Exception {
        int threads = 100;
        int epochs = 5;
        store.put(put("epoch", fromN("0")).build());
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Integer>>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(pool.submit(wonEpochs(epochs, together)));
            }
            List<Integer> won = new ArrayList<>();
            for (Future<List<Integer>> result : results) {
                won.addAll(result.get(60, TimeUnit.SECONDS));
            }
            assertThat(won).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
            assertThat(get()).containsEntry("epoch", fromN("5"));
        } finally {
            pool.shutdownNow();
        }
    }

    private Callable<List<Integer>> wonEpochs(int epochs, CyclicBarrier together) {
        return () -> {
            List<Integer> won = new ArrayList<>();
            for (int epoch = 1; epoch <= epochs; epoch++) {
                together.await(60, TimeUnit.SECONDS);
                try {
                    store.update(UpdateItemRequest.builder()
                            .tableName(TABLE)
                            .key(key())
                            .updateExpression("SET epoch = epoch + :one")
                            .conditionExpression("epoch = :before")
                            .expressionAttributeValues(
                                    Map.of(":one", fromN("1"), ":before", fromN(Integer.toString(epoch - 1))))
                            .build());
                    won.add(epoch);
                } catch (ConditionalCheckFailedException e) {
                    // Another thread won this epoch.
                }
            }
            return won;
        };
    }

    private Map<String, AttributeValue> get() {
        return item(store, "lock");
    }

    private static Map<String, AttributeValue> item(ControlStore store, String pk) {
        return store.get(GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(Map.of("pk", fromS(pk)))
                        .consistentRead(true)
                        .build())
                .item();
    }

    private static Map<String, AttributeValue> key() {
        return Map.of("pk", fromS("lock"));
    }

    private static PutItemRequest.Builder put(String name, AttributeValue value) {
        return PutItemRequest.builder().tableName(TABLE).item(Map.of("pk", fromS("lock"), name, value));
    }

    private static UpdateItemRequest.Builder raise(int epoch, String condition) {
        return UpdateItemRequest.builder()
                .tableName(TABLE)
                .key(key())
                .updateExpression("SET epoch = :next")
                .conditionExpression(condition)
                .expressionAttributeValues(Map.of(":next", fromN(Integer.toString(epoch))));
    }

    private static String shown(Map<String, AttributeValue> attributes) {
        return String.join(
                " ",
                attributes.entrySet().stream()
                        .map(entry -> entry.getKey() + "="
                                + (entry.getValue().n() == null
                                        ? entry.getValue().s()
                                        : entry.getValue().n()))
                        .sorted()
                        .toList());
    }

    private static void assertInvalid(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DynamoDbException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            assertThat(e.awsErrorDetails().errorMessage()).contains(why);
        });
    }
}
