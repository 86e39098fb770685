package dev.drlab.lab.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.Drain;
import dev.drlab.contract.authority.Parity;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import dev.drlab.lab.simulation.aws.fault.FaultyDynamoDb;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The SDK's own client, and {@link ControlTable} over it, against the endpoint. */
class ControlEndpointTest {
    private static final String TABLE = "drlab-control";
    private static final String A = "ap-southeast-2";
    private static final String B = "us-west-2";
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    @TempDir
    Path directory;

    private ControlEndpoint endpoint;
    private DynamoDbClient client;
    private ControlTable table;

    @BeforeEach
    void start() throws IOException {
        endpoint = new ControlEndpoint(ControlStore.open(TABLE, directory.resolve("control.json")), A, 0);
        endpoint.start();
        client = client(endpoint.uri());
        table = new ControlTable(client, TABLE);
    }

    @AfterEach
    void stop() {
        client.close();
        endpoint.close();
    }

    @Test
    void theRecordTravelsWhole() {
        assertThat(table.read()).isEmpty();

        assertThat(table.raise(AuthorityRecord.of(1, A, NOW))).isTrue();
        assertThat(table.read()).contains(AuthorityRecord.of(1, A, NOW));

        Drain drain = new Drain("switch-1", NOW.plusSeconds(30));
        assertThat(table.drain(1, drain)).isTrue();
        assertThat(table.read()).contains(new AuthorityRecord(1, A, NOW, Optional.of(drain)));
    }

    @Test
    void raiseOnlyGrowsAndMayBeRepeated() {
        assertThat(table.raise(AuthorityRecord.of(3, A, NOW))).isTrue();
        assertThat(table.raise(AuthorityRecord.of(3, A, NOW.plusMillis(5)))).isTrue();
        assertThat(table.raise(AuthorityRecord.of(3, B, NOW))).isFalse();
        assertThat(table.raise(AuthorityRecord.of(2, B, NOW))).isFalse();
        assertThat(table.read()).contains(AuthorityRecord.of(3, A, NOW.plusMillis(5)));

        // As numbers, not as text: "10" is below "3" as text.
        assertThat(table.raise(AuthorityRecord.of(10, B, NOW))).isTrue();
    }

    @Test
    void raiseEndsADrain() {
        table.raise(AuthorityRecord.of(1, A, NOW));
        table.drain(1, new Drain("t", NOW));

        assertThat(table.raise(AuthorityRecord.of(2, B, NOW))).isTrue();
        assertThat(table.read().orElseThrow().drain()).isEmpty();
    }

    @Test
    void drainNeedsItsEpochAndNoOtherToken() {
        assertThat(table.drain(1, new Drain("t", NOW))).as("without a record").isFalse();
        assertThat(table.read()).isEmpty();
        table.raise(AuthorityRecord.of(1, A, NOW));

        assertThat(table.drain(3, new Drain("t", NOW))).as("another epoch").isFalse();
        assertThat(table.drain(1, new Drain("t", NOW))).isTrue();
        assertThat(table.drain(1, new Drain("other", NOW))).as("another token").isFalse();
        assertThat(table.drain(1, new Drain("t", NOW.plusSeconds(9))))
                .as("again")
                .isTrue();
        assertThat(table.read().orElseThrow().drain()).contains(new Drain("t", NOW.plusSeconds(9)));
    }

    @Test
    void undrainNeedsItsEpochAndToken() {
        table.raise(AuthorityRecord.of(1, A, NOW));
        assertThat(table.undrain(1, "t")).as("not drained").isFalse();
        table.drain(1, new Drain("t", NOW));

        assertThat(table.undrain(1, "other")).isFalse();
        assertThat(table.undrain(3, "t")).isFalse();
        assertThat(table.undrain(1, "t")).isTrue();
        assertThat(table.undrain(1, "t")).as("twice").isFalse();
        assertThat(table.read()).contains(AuthorityRecord.of(1, A, NOW));
    }

    @Test
    void handOverNeedsItsEpochAndToken() {
        AuthorityRecord next = AuthorityRecord.of(2, B, NOW.plusSeconds(1));
        table.raise(AuthorityRecord.of(1, A, NOW));
        assertThat(table.handOver(1, "t", next)).as("not drained").isFalse();
        table.drain(1, new Drain("t", NOW));

        assertThat(table.handOver(1, "other", next)).isFalse();
        assertThat(table.handOver(3, "t", next)).isFalse();
        assertThat(table.handOver(1, "t", next)).isTrue();
        assertThat(table.read()).contains(handedOver(next, "t"));
        assertThat(table.handOver(1, "t", next)).as("twice").isFalse();
        assertThat(table.undrain(1, "t")).as("after the point of no return").isFalse();
    }

    private static AuthorityRecord handedOver(AuthorityRecord record, String token) {
        return new AuthorityRecord(
                record.epoch(), record.region(), record.confirmedAt(), record.drain(), Optional.of(token));
    }

    /** Whoever raises the epoch that a hand-over would have brought has handed over nothing. */
    @Test
    void aRaiseIsKnownFromAHandOver() {
        AuthorityRecord next = AuthorityRecord.of(2, B, NOW);
        table.raise(AuthorityRecord.of(1, A, NOW));
        table.drain(1, new Drain("t", NOW));
        table.handOver(1, "t", next);

        assertThat(table.raise(next)).isTrue();

        assertThat(table.read()).contains(next);
    }

    @Test
    void confirmNeedsItsEpochAndRegion() {
        table.raise(AuthorityRecord.of(1, A, NOW));

        assertThat(table.confirm(1, A, NOW.plusSeconds(10))).isTrue();
        assertThat(table.confirm(3, A, NOW.plusSeconds(20))).isFalse();
        assertThat(table.confirm(1, B, NOW.plusSeconds(20))).isFalse();
        assertThat(table.read()).contains(AuthorityRecord.of(1, A, NOW.plusSeconds(10)));
    }

    @Test
    void handOverWhoseAnswerIsLostIsSettledByReading() {
        FaultInjector faults = new FaultInjector(A);
        ControlTable unreliable = new ControlTable(new FaultyDynamoDb(faults, client), TABLE);
        AuthorityRecord next = AuthorityRecord.of(2, B, NOW);
        table.raise(AuthorityRecord.of(1, A, NOW));
        table.drain(1, new Drain("t", NOW));

        FaultRule lostRequest = faults.fail(call -> call.is("DynamoDb", "updateItem"), Fault.REQUEST_LOST, 1);
        assertThatThrownBy(() -> unreliable.handOver(1, "t", next)).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(unreliable.read().orElseThrow().epoch())
                .as("nothing happened")
                .isEqualTo(1);

        FaultRule lostAnswer = faults.fail(call -> call.is("DynamoDb", "updateItem"), Fault.ANSWER_LOST, 1);
        assertThatThrownBy(() -> unreliable.handOver(1, "t", next)).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(unreliable.handOver(1, "t", next))
                .as("repeating it is refused")
                .isFalse();
        assertThat(unreliable.read()).as("yet it took effect").contains(handedOver(next, "t"));
        assertThat(lostRequest.hits() + lostAnswer.hits()).isEqualTo(2);
    }

    @Test
    void ofHandOverAndLiftExactlyOneWins() throws Exception {
        int handedOver = 0;
        ExecutorService pool = Executors.newFixedThreadPool(2);
        CyclicBarrier together = new CyclicBarrier(2);
        try {
            for (int round = 0; round < 200; round++) {
                long epoch = table.read().map(AuthorityRecord::epoch).orElse(0L);
                long drained = Parity.ODD.nextAbove(epoch);
                String token = "round-" + round;
                table.raise(AuthorityRecord.of(drained, A, NOW));
                table.drain(drained, new Drain(token, NOW));
                AuthorityRecord next = AuthorityRecord.of(Parity.EVEN.nextAbove(drained), B, NOW);

                Future<Boolean> handOver = pool.submit(() -> {
                    together.await(10, TimeUnit.SECONDS);
                    return table.handOver(drained, token, next);
                });
                Future<Boolean> lift = pool.submit(() -> {
                    together.await(10, TimeUnit.SECONDS);
                    return table.undrain(drained, token);
                });
                boolean over = handOver.get(10, TimeUnit.SECONDS);
                boolean lifted = lift.get(10, TimeUnit.SECONDS);

                assertThat(over)
                        .as("round %d: hand-over won, lift won: %s", round, lifted)
                        .isNotEqualTo(lifted);
                assertThat(table.read()).contains(over ? handedOver(next, token) : AuthorityRecord.of(drained, A, NOW));
                handedOver += over ? 1 : 0;
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(handedOver).as("both sides won at times, or nothing raced").isBetween(1, 199);
    }

    /** Two tables, as each region sees them: its own always, its peer's when it can. */
    @Test
    void epochsGrowAndKeepParityFromRegionToRegionAndBack() throws IOException {
        try (ControlEndpoint other = new ControlEndpoint(ControlStore.open(TABLE, directory.resolve("b.json")), B, 0)) {
            other.start();
            try (DynamoDbClient otherClient = client(other.uri())) {
                ControlTable a = table;
                ControlTable b = new ControlTable(otherClient, TABLE);

                long first = Parity.ODD.nextAbove(0);
                assertThat(a.raise(AuthorityRecord.of(first, A, NOW))).isTrue();

                // Switchover to B: handed over in A's table, then noted in B's.
                AuthorityRecord second = AuthorityRecord.of(Parity.EVEN.nextAbove(first), B, NOW);
                a.drain(first, new Drain("to-b", NOW));
                assertThat(a.handOver(first, "to-b", second)).isTrue();
                assertThat(b.raise(second)).isTrue();

                // And back to A.
                AuthorityRecord third = AuthorityRecord.of(Parity.ODD.nextAbove(second.epoch()), A, NOW);
                b.drain(second.epoch(), new Drain("to-a", NOW));
                assertThat(b.handOver(second.epoch(), "to-a", third)).isTrue();
                assertThat(a.raise(third)).isTrue();

                // A is lost; B knows epoch 3 from its own table.
                endpoint.stop();
                assertThatThrownBy(a::read).isInstanceOf(SdkClientException.class);
                AuthorityRecord fourth = AuthorityRecord.of(
                        Parity.EVEN.nextAbove(b.read().orElseThrow().epoch()), B, NOW);
                assertThat(b.raise(fourth)).isTrue();

                // A returns with what it had: B's record outranks it, and A can write nothing over it.
                endpoint.start();
                AuthorityRecord stale = a.read().orElseThrow();
                assertThat(stale).isEqualTo(third);
                assertThat(stale.orHigher(b.read())).isEqualTo(fourth);
                assertThat(b.raise(AuthorityRecord.of(stale.epoch(), A, NOW))).isFalse();

                assertThat(new long[] {first, second.epoch(), third.epoch(), fourth.epoch()})
                        .containsExactly(1, 2, 3, 4);
            }
        }
    }

    @Test
    void errorsArriveAsTheSdksOwnClasses() {
        client.putItem(PutItemRequest.builder()
                .tableName(TABLE)
                .item(Map.of("pk", fromS("lock"), "epoch", fromN("1")))
                .build());
        UpdateItemRequest.Builder update = UpdateItemRequest.builder()
                .tableName(TABLE)
                .key(Map.of("pk", fromS("lock")))
                .updateExpression("SET epoch = :next")
                .conditionExpression("epoch > :next")
                .expressionAttributeValues(Map.of(":next", fromN("4")));

        assertThatThrownBy(() -> client.updateItem(
                        update.returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                                .build()))
                .isInstanceOfSatisfying(ConditionalCheckFailedException.class, e -> {
                    assertThat(e.item()).containsEntry("epoch", fromN("1"));
                    assertThat(e.requestId()).isNotBlank();
                });
        assertThatThrownBy(() -> client.updateItem(
                        update.conditionExpression("region = :next").build()))
                .isInstanceOfSatisfying(DynamoDbException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
                    assertThat(e).hasMessageContaining("reserved keyword: region");
                });
        assertThatThrownBy(() -> client.listTables()).isInstanceOfSatisfying(DynamoDbException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
            assertThat(e).hasMessageContaining("ListTables");
        });
        assertThatThrownBy(() -> client.getItem(GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(Map.of("pk", fromS("lock")))
                        .attributesToGet("epoch")
                        .build()))
                .hasMessageContaining("AttributesToGet");
        assertThat(client.updateItem(UpdateItemRequest.builder()
                                .tableName(TABLE)
                                .key(Map.of("pk", fromS("lock")))
                                .updateExpression("REMOVE epoch")
                                .returnValues(ReturnValue.ALL_OLD)
                                .build())
                        .attributes())
                .containsEntry("epoch", fromN("1"));
    }

    @Test
    void malformedRequestsAreRefused() throws Exception {
        HttpClient http = HttpClient.newHttpClient();

        HttpResponse<String> notJson = http.send(request("GetItem", "{"), HttpResponse.BodyHandlers.ofString());
        assertThat(notJson.statusCode()).isEqualTo(400);
        assertThat(notJson.body()).contains("SerializationException");

        HttpResponse<String> noObject =
                http.send(request("GetItem", "{\"Key\": \"lock\"}"), HttpResponse.BodyHandlers.ofString());
        assertThat(noObject.statusCode()).isEqualTo(400);
        assertThat(noObject.body()).contains("SerializationException");

        HttpResponse<String> tooLong =
                http.send(request("GetItem", "x".repeat((1 << 20) + 1)), HttpResponse.BodyHandlers.ofString());
        assertThat(tooLong.statusCode()).isEqualTo(413);
    }

    @Test
    void aStoppedEndpointRefusesAndReturnsOnTheSamePort() throws IOException {
        table.raise(AuthorityRecord.of(1, A, NOW));
        URI before = endpoint.uri();

        endpoint.stop();
        endpoint.stop();
        assertThat(endpoint.isRunning()).isFalse();
        assertThatThrownBy(table::read).isInstanceOf(SdkClientException.class);

        endpoint.start();
        endpoint.start();
        assertThat(endpoint.uri()).isEqualTo(before);
        assertThat(table.read().orElseThrow().epoch()).isEqualTo(1);
    }

    /** Delayed acknowledgements would make each call take 40 ms. The build itself sets the property for all tests. */
    @Test
    void theServerIsToldToSendAtOnceBeforeItIsMade() throws ClassNotFoundException {
        String property = "sun.net.httpserver.nodelay";
        String ofTheBuild = System.clearProperty(property);
        try {
            Class.forName(ControlEndpoint.class.getName(), true, new Anew(ControlEndpoint.class));
            assertThat(System.getProperty(property)).isEqualTo("true");
        } finally {
            if (ofTheBuild != null) {
                System.setProperty(property, ofTheBuild);
            }
        }
    }

    /** Loads a class that is loaded already once more. */
    private static final class Anew extends ClassLoader {
        private final Class<?> loaded;

        Anew(Class<?> loaded) {
            super(loaded.getClassLoader());
            this.loaded = loaded;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(loaded.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** A thread that is no daemon would keep the lab's JVM alive. */
    @Test
    void leavesOnlyDaemonThreads() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher")
                        || thread.getName().startsWith("control-"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        int port = endpoint.uri().getPort();
        try (ControlEndpoint second =
                new ControlEndpoint(ControlStore.open(TABLE, directory.resolve("c.json")), B, port)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining(B);
            assertThat(second.isRunning()).isFalse();
        }
    }

    private HttpRequest request(String operation, String body) {
        return HttpRequest.newBuilder(endpoint.uri())
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(A))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }
}
