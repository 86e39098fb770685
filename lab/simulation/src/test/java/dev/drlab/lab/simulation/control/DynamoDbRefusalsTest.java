package dev.drlab.lab.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.drlab.refusals.DynamoDbRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Each row about DynamoDB, tripped; and nothing is written then. */
class DynamoDbRefusalsTest {
    private static final String TABLE = "drlab-control";
    private static final Map<String, AttributeValue> KEY = Map.of("pk", fromS("lock"));

    @TempDir
    private Path directory;

    private ControlStore store;

    @BeforeEach
    void open() throws IOException {
        store = ControlStore.open(TABLE, directory.resolve("control.json"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row(
                        DynamoDbRefusal.TABLE_NOT_FOUND,
                        "Requested resource not found",
                        store -> store.get(GetItemRequest.builder()
                                .tableName("other")
                                .key(KEY)
                                .build())),
                row(
                        DynamoDbRefusal.CONDITION_NOT_MET,
                        "conditional request failed",
                        store -> store.delete(DeleteItemRequest.builder()
                                .tableName(TABLE)
                                .key(KEY)
                                .conditionExpression("attribute_exists(pk)")
                                .build())),
                row(DynamoDbRefusal.KEY_MISMATCH, "key element", store -> store.get(get(Map.of("id", fromS("lock"))))),
                row(DynamoDbRefusal.KEY_MISMATCH, "key element", store -> store.get(get(Map.of("pk", fromN("1"))))),
                row(DynamoDbRefusal.KEY_MISSING, "Missing the key", store -> put(store, Map.of("a", fromN("1")))),
                row(DynamoDbRefusal.KEY_MISSING, "Type mismatch", store -> put(store, Map.of("pk", fromN("1")))),
                row(DynamoDbRefusal.EMPTY_KEY, "empty string", store -> store.get(get(Map.of("pk", fromS(""))))),
                row(DynamoDbRefusal.EMPTY_KEY, "empty string", store -> put(store, Map.of("pk", fromS("")))),
                row(
                        DynamoDbRefusal.KEY_TOO_LONG,
                        "hashkey",
                        store -> store.get(get(Map.of("pk", fromS("\u00e9".repeat(1025)))))),
                row(DynamoDbRefusal.KEY_CHANGED, "part of the key", update("SET pk = :v", fromS("x"))),
                row(
                        DynamoDbRefusal.ITEM_TOO_LARGE,
                        "Item size",
                        store -> put(store, Map.of("pk", fromS("lock"), "reason", fromS("\u20ac".repeat(137_000))))),
                row(DynamoDbRefusal.ITEM_TOO_LARGE, "Item size", update("SET a = :v", fromS("a".repeat(409_600)))),
                row(DynamoDbRefusal.NOT_A_NUMBER, "numeric", update("SET a = :v", fromN("one"))),
                row(DynamoDbRefusal.TOO_MANY_DIGITS, "38 significant", update("SET a = :v", fromN("1".repeat(39)))),
                row(DynamoDbRefusal.NUMBER_OUT_OF_RANGE, "overflow", update("SET a = :v", fromN("1E126"))),
                row(DynamoDbRefusal.NUMBER_OUT_OF_RANGE, "underflow", update("SET a = :v", fromN("1E-131"))),
                row(DynamoDbRefusal.RESERVED_WORD, "reserved keyword", update("SET region = :v", fromS("x"))),
                row(DynamoDbRefusal.UNDEFINED_PLACEHOLDER, "not defined", update("SET a = :v, b = :w", fromS("x"))),
                row(DynamoDbRefusal.UNDEFINED_PLACEHOLDER, "not defined", update("SET #a = :v", fromS("x"))),
                row(DynamoDbRefusal.UNUSED_PLACEHOLDER, "unused", update("REMOVE a", fromS("x"))),
                row(
                        DynamoDbRefusal.EXPRESSION_TOO_LONG,
                        "Expression size",
                        update("SET " + "a".repeat(4100) + " = :v", fromS("x"))));
    }

    @ParameterizedTest
    @MethodSource
    void refused(DynamoDbRefusal row, String says, Consumer<ControlStore> call) {
        assertThatThrownBy(() -> call.accept(store))
                .hasMessageContaining(says)
                .isInstanceOfSatisfying(DynamoDbException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo(row.code());
                    assertThat(e.statusCode()).isEqualTo(row.status());
                });
        assertThat(store.get(get(KEY)).hasItem()).isFalse();
    }

    @Test
    void everyRowIsTripped() {
        assertThat(refused().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrder((Object[]) DynamoDbRefusal.values());
    }

    @Test
    void theLargestItemIsTaken() {
        put(store, Map.of("pk", fromS("lock"), "reason", fromS("r".repeat(409_600 - 12))));
        assertThat(store.get(get(KEY)).hasItem()).isTrue();
    }

    private static Arguments row(DynamoDbRefusal row, String says, Consumer<ControlStore> call) {
        return arguments(row, says, call);
    }

    private static GetItemRequest get(Map<String, AttributeValue> key) {
        return GetItemRequest.builder().tableName(TABLE).key(key).build();
    }

    private static void put(ControlStore store, Map<String, AttributeValue> item) {
        store.put(PutItemRequest.builder().tableName(TABLE).item(item).build());
    }

    private static Consumer<ControlStore> update(String expression, AttributeValue value) {
        return store -> store.update(UpdateItemRequest.builder()
                .tableName(TABLE)
                .key(KEY)
                .updateExpression(expression)
                .expressionAttributeValues(Map.of(":v", value))
                .build());
    }
}
