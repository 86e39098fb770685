package dev.drlab.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.drlab.contract.authority.Parity;
import dev.drlab.contract.json.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The agent's refusals and decisions that need no database. */
class AgentTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final FakeTable own = new FakeTable();
    private final FakeTable peer = new FakeTable();
    private final Agent agent = new Agent(
            new AgentConfig(
                    "us-west-2",
                    "ap-southeast-2",
                    Parity.EVEN,
                    "jdbc:postgresql://127.0.0.1:1/drlab",
                    "jdbc:postgresql://127.0.0.1:1/drlab",
                    "a",
                    "w",
                    "r",
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)),
            own,
            peer,
            "drlab-control",
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void refusesAnActionThatItDoesNotKnowByName() {
        assertThatThrownBy(() -> agent.handle(request("explode")))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("explode");
    }

    @Test
    void namesTheFieldThatIsMissing() {
        assertThatThrownBy(() -> agent.handle(request("drain").put("epoch", 1).put("deadlineSeconds", 5)))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("owner");
        assertThatThrownBy(() -> agent.handle(request("undrain").put("epoch", 1)))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("owner");
    }

    /** A slash ends the owner's name in a token. What begins as a fence's token does nobody lift. */
    @Test
    void aDrainThatOthersCouldTakeForTheirsOrNobodyCouldLiftIsRefused() {
        assertThatThrownBy(() -> agent.handle(
                        request("drain").put("epoch", 1).put("owner", "a/b").put("deadlineSeconds", 5)))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("a/b");
        assertThatThrownBy(() -> agent.handle(request("undrain").put("epoch", 1).put("owner", "a/b")))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("a/b");
        assertThatThrownBy(() -> agent.handle(
                        request("drain").put("epoch", 1).put("token", "fence-9").put("deadlineSeconds", 5)))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("fence-9");
        assertThat(peer.updates).isEmpty();
    }

    @Test
    void whatThePeerHoldsNoLongerIsNotCalledLifted() {
        peer.item = record(3, "ap-southeast-2");
        peer.onUpdate = request -> {
            throw conditionFailed(Map.of());
        };
        JsonNode answer = agent.handle(request("undrain").put("epoch", 1).put("token", "t"));
        assertThat(answer.path("lifted").asBoolean(true)).isFalse();
        assertThat(answer.path("why").asText()).isEqualTo("its record has epoch 3 of ap-southeast-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"monitor\"                                              | a list of objects with role and reason",
                "[\"monitor\"]                                            | a list of objects with role and reason",
                "[{\"role\": \"monitor\"}]                                | a list of objects with role and reason",
                "[{\"role\": \"monitor\", \"reason\": \" \"}]             | role monitor of unfencedRoles has no reason",
                "[{\"role\": \" \", \"reason\": \"reads\"}]               | a role of unfencedRoles is blank",
                "[{\"role\": \"drlab_writer\", \"reason\": \"writes\"}]   | unfencedRoles names drlab_writer"
            })
    void refusesRolesThatAreToStayOpenWithoutAReason(String roles, String says) throws Exception {
        ObjectNode drain = request("drain").put("epoch", 1).put("token", "t").put("deadlineSeconds", 5);
        drain.set("unfencedRoles", Json.mapper().readTree(roles));
        assertThatThrownBy(() -> agent.handle(drain))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining(says);
        assertThat(peer.updates).isEmpty();
    }

    /** The record is written only when the database has been reached and found to be fenceable. */
    @Test
    void aDatabaseThatIsOutOfReachIsNotDrained() {
        assertThatThrownBy(() -> agent.handle(
                        request("drain").put("epoch", 1).put("token", "t").put("deadlineSeconds", 5)))
                .isInstanceOf(AgentException.Unreachable.class);
        assertThat(peer.updates).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/drlab, jdbc:postgresql://db:5432/jobs",
        "jdbc:postgresql://db/drlab?sslmode=require&a=b, jdbc:postgresql://db/jobs?sslmode=require&a=b",
        "jdbc:postgresql://db:5432/?ssl=true, jdbc:postgresql://db:5432/jobs?ssl=true"
    })
    void findsAnotherDatabaseOfTheSameServer(String url, String other) {
        assertThat(Databases.withDatabase(url, "jobs")).isEqualTo(other);
    }

    @Test
    void raisesOnlyEpochsOfItsOwnParity() {
        assertThatThrownBy(() -> agent.handle(request("raise").put("epoch", 3)))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("EVEN");
        assertThat(own.updates).isEmpty();
    }

    @Test
    void aRaiseOrAnOpeningThatAHigherEpochForestalledIsSupersededAndNamesIt() {
        own.onUpdate = request -> {
            throw conditionFailed(Map.of());
        };
        own.item = record(3, "ap-southeast-2");
        for (String action : List.of("raise", "open")) {
            assertThatThrownBy(() -> agent.handle(request(action).put("epoch", 2)))
                    .as(action)
                    .isInstanceOf(AgentException.Superseded.class)
                    .hasMessage("epoch 2 was superseded by epoch 3 of ap-southeast-2");
        }
        own.item = record(1, "ap-southeast-2");
        assertThatThrownBy(() -> agent.handle(request("open").put("epoch", 2)))
                .isInstanceOf(AgentException.AuthorityLost.class)
                .hasMessageContaining("it has epoch 1 of ap-southeast-2");
    }

    @Test
    void authorityIsHeldWhileTheOwnRecordGivesItAndNoRecordIsHigher() {
        own.item = record(2, "us-west-2");
        peer.item = record(1, "ap-southeast-2");
        assertThat(agent.handle(authority(2, "us-west-2", 0)).toString())
                .isEqualTo("{\"held\":true,\"peer\":\"not asked\"}");
        assertThat(agent.handle(authority(2, "us-west-2", 1000)).toString())
                .isEqualTo("{\"held\":true,\"peer\":\"read\"}");
    }

    static Stream<Arguments> higherRecords() {
        return Stream.of(
                Arguments.of(3, "ap-southeast-2", 1, "ap-southeast-2", 0), // the other region took the own record over
                Arguments.of(4, "us-west-2", 1, "ap-southeast-2", 0), // another run in the own region
                Arguments.of(
                        2, "us-west-2", 3, "ap-southeast-2", 1000)); // the other region could not reach the own record
    }

    @ParameterizedTest
    @MethodSource("higherRecords")
    void aHigherEpochInEitherRecordSupersedesAndIsNamed(
            long ownEpoch, String ownRegion, long peerEpoch, String peerRegion, int peerWait) {
        own.item = record(ownEpoch, ownRegion);
        peer.item = record(peerEpoch, peerRegion);
        assertThatThrownBy(() -> agent.handle(authority(2, "us-west-2", peerWait)))
                .isInstanceOf(AgentException.Superseded.class)
                .hasMessage("epoch 2 was superseded by epoch %d of %s"
                        .formatted(Math.max(ownEpoch, peerEpoch), ownEpoch > peerEpoch ? ownRegion : peerRegion));
    }

    @Test
    void anOwnRecordThatDoesNotGiveTheEpochIsNoAuthority() {
        own.item = record(1, "ap-southeast-2");
        assertThatThrownBy(() -> agent.handle(authority(2, "us-west-2", 0)))
                .isInstanceOf(AgentException.AuthorityLost.class)
                .hasMessageContaining("the record of us-west-2 does not give it epoch 2");
        own.item = Map.of();
        assertThatThrownBy(() -> agent.handle(authority(2, "us-west-2", 0)))
                .isInstanceOf(AgentException.AuthorityLost.class)
                .hasMessageContaining("there is none");
    }

    @Test
    void aPeerThatDoesNotAnswerIsWaitedForOnlyAsLongAsAskedAndDecidesNothing() {
        own.item = record(2, "us-west-2");
        CountDownLatch never = new CountDownLatch(1);
        peer.onRead = () -> await(never);
        try {
            JsonNode answer = agent.handle(authority(2, "us-west-2", 50));
            assertThat(answer.path("peer").asText()).isEqualTo("not read: no answer within 50 ms");
            assertThatThrownBy(() -> agent.handle(authority(2, "us-west-2", 50).put("peerRequired", true)))
                    .isInstanceOf(AgentException.Unreachable.class)
                    .hasMessageContaining("not known whether epoch 2 is still the highest");
        } finally {
            never.countDown();
        }
        peer.onRead = () -> {
            throw SdkClientException.create("connection refused");
        };
        assertThat(agent.handle(authority(2, "us-west-2", 1000)).path("peer").asText())
                .isEqualTo("not read: connection refused");
    }

    @Test
    void anOwnRecordThatCannotBeReadMayBeTriedAgain() {
        own.onRead = () -> {
            throw SdkClientException.create("connection refused");
        };
        assertThatThrownBy(() -> agent.handle(authority(2, "us-west-2", 1000)))
                .isInstanceOf(AgentException.Unreachable.class);
    }

    /** reprotect acts for the peer's authority: its record must give it the epoch, and the own one must not be higher. */
    @Test
    void authorityOfThePeerIsAskedOfItsRecord() {
        own.item = record(1, "us-west-2");
        peer.item = record(3, "ap-southeast-2");
        assertThat(agent.handle(authority(3, "ap-southeast-2", 1000))
                        .path("held")
                        .asBoolean())
                .isTrue();
        own.item = record(4, "us-west-2");
        assertThatThrownBy(() -> agent.handle(authority(3, "ap-southeast-2", 1000)))
                .isInstanceOf(AgentException.Superseded.class)
                .hasMessageContaining("epoch 4 of us-west-2");
        own.item = record(1, "us-west-2");
        peer.item = record(1, "ap-southeast-2");
        assertThatThrownBy(() -> agent.handle(authority(3, "ap-southeast-2", 1000)))
                .isInstanceOf(AgentException.AuthorityLost.class);
        assertThatThrownBy(() -> agent.handle(authority(3, "eu-west-1", 1000)))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("eu-west-1");
    }

    @Test
    void aHandOverWhoseAnswerWasLostIsResolvedByReadingThePeersRecord() {
        peer.onUpdate = request -> {
            throw SdkClientException.create("timed out");
        };
        peer.item = handedOver(record(2, "us-west-2"), "t");
        JsonNode answer = agent.handle(
                request("handover").put("epoch", 1).put("token", "t").put("nextEpoch", 2));
        assertThat(answer.path("outcome").asText()).isEqualTo("handedOver");
    }

    /** Its drain had ended, the peer took writes again, and an unplanned execution raised the epoch that this one had counted. */
    @ParameterizedTest
    @CsvSource({"2, us-west-2, ''", "2, us-west-2, other", "4, us-west-2, t", "3, ap-southeast-2, ''"})
    void anEpochThatAnotherExecutionRaisedIsNoHandOver(long epoch, String region, String token) {
        peer.onUpdate = request -> {
            throw conditionFailed(Map.of());
        };
        peer.item = token.isEmpty() ? record(epoch, region) : handedOver(record(epoch, region), token);
        assertThatThrownBy(() -> agent.handle(
                        request("handover").put("epoch", 1).put("token", "t").put("nextEpoch", 2)))
                .isInstanceOf(AgentException.Superseded.class)
                .hasMessageContaining("epoch " + epoch + " of " + region);
    }

    /** The own region was promoted by another execution: the peer's database would take writes beside it. */
    @Test
    void nothingIsUndrainedWhenTheOwnRecordHasAHigherEpoch() {
        own.item = record(2, "us-west-2");
        peer.item = record(1, "ap-southeast-2");
        assertThatThrownBy(() -> agent.handle(request("undrain").put("epoch", 1).put("token", "t")))
                .isInstanceOf(AgentException.Superseded.class)
                .hasMessageContaining("epoch 2 of us-west-2");
        assertThat(peer.updates).isEmpty();
    }

    private static Map<String, AttributeValue> handedOver(Map<String, AttributeValue> record, String token) {
        Map<String, AttributeValue> item = new HashMap<>(record);
        item.put("handedOverBy", AttributeValue.fromS(token));
        return item;
    }

    @Test
    void aHandOverWhoseAnswerWasLostAndThatDidNotHappenMayBeTriedAgain() {
        peer.onUpdate = request -> {
            throw SdkClientException.create("timed out");
        };
        peer.item = record(1, "ap-southeast-2");
        assertThatThrownBy(() -> agent.handle(
                        request("handover").put("epoch", 1).put("token", "t").put("nextEpoch", 2)))
                .isInstanceOf(AgentException.Unreachable.class);
    }

    @Test
    void aHandOverThatTheLiftForestalledIsLost() {
        peer.onUpdate = request -> {
            throw conditionFailed(Map.of());
        };
        peer.item = record(1, "ap-southeast-2");
        JsonNode answer = agent.handle(
                request("handover").put("epoch", 1).put("token", "t").put("nextEpoch", 2));
        assertThat(answer.path("outcome").asText()).isEqualTo("lost");
    }

    @Test
    void aHeldLockNamesItsOwnerAndWhenItFallsFree() {
        own.onUpdate = request -> {
            throw conditionFailed(Map.of(
                    "lockOwner", AttributeValue.fromS("other"),
                    "verb", AttributeValue.fromS("reprotect"),
                    "heartbeat",
                            AttributeValue.fromN(
                                    Long.toString(NOW.minusSeconds(10).toEpochMilli()))));
        };
        assertThatThrownBy(() -> agent.handle(lock(false)))
                .isInstanceOf(AgentException.Locked.class)
                .hasMessageContaining("reprotect 'other'")
                .hasMessageContaining("51 s");
    }

    @Test
    void forceTakesTheLockWithoutACondition() {
        agent.handle(lock(true));
        assertThat(own.updates)
                .singleElement()
                .satisfies(u -> assertThat(u.conditionExpression()).isNull());
    }

    @Test
    void aFenceOfAPeerThatIsGoneSaysSoAndNeverFails() {
        peer.onUpdate = request -> {
            throw SdkClientException.create("connection refused");
        };
        JsonNode answer = agent.handle(request("fence").put("epoch", 2));
        assertThat(answer.path("record").asText()).contains("not fenced", "connection refused");
        assertThat(answer.path("database").asText()).contains("not fenced");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAnErrorThatMayBeRetried() {
        assertThatThrownBy(() -> agent.handle(request("verifyWritable").put("epoch", 2)))
                .isInstanceOf(AgentException.Unreachable.class)
                .hasMessageContaining("verifyWritable in us-west-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "200 | {\"active\":true,\"region\":\"us-west-2\",\"epoch\":2}      | true  | us-west-2/2",
                "200 | {\"active\":true,\"region\":\"ap-southeast-2\",\"epoch\":1} | false | ap-southeast-2/1",
                "200 | {\"active\":true,\"region\":\"us-west-2\",\"epoch\":4}      | false | us-west-2/4",
                "200 | {\"active\":true,\"region\":\"ap-southeast-2\",\"epoch\":2} | false | ap-southeast-2/2",
                "200 | {\"active\":true}                                         | false | one that names no region and epoch",
                "200 | {\"region\":\"us-west-2\",\"epoch\":\"2\"}                  | false | one that names no region and epoch",
                "200 | <html>Welcome</html>                                      | false | one that names no region and epoch",
                "200 | \"\"                                                      | false | one that names no region and epoch",
                "503 | {\"active\":false,\"region\":\"us-west-2\",\"epoch\":2}     | false | -"
            },
            quoteCharacter = '\'')
    void probeIsOfTheRegionAndTheEpochThatAreAskedFor(int status, String body, boolean ok, String answeredBy)
            throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/active", exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/active";
        ObjectNode probe = request("probe")
                .put("url", url)
                .put("timeoutSeconds", 2)
                .put("region", "us-west-2")
                .put("epoch", 2);
        try {
            JsonNode answer = agent.handle(probe);
            assertThat(answer.path("ok").asBoolean(!ok)).isEqualTo(ok);
            assertThat(answer.path("status").asInt()).isEqualTo(status);
            assertThat(answer.path("answeredBy").textValue()).isEqualTo(answeredBy);
        } finally {
            server.stop(0);
        }
        JsonNode refused = agent.handle(probe);
        assertThat(refused.path("ok").asBoolean(true)).isFalse();
        assertThat(refused.path("error").asText()).isNotBlank();
        assertThatThrownBy(() -> agent.handle(probe.deepCopy().without(List.of("region"))))
                .isInstanceOf(AgentException.InvalidRequest.class)
                .hasMessageContaining("region");
    }

    /** A value that cannot be read is reported, so that reprotect can refuse with the reason. */
    @Test
    void theStatusForReprotectSaysWhatCannotBeRead() {
        peer.item = record(3, "ap-southeast-2");
        JsonNode status = agent.handle(request("reprotectStatus").put("peerDbInstance", "drlab-ap-southeast-2"));
        assertThat(status.path("peerRecordReadable").asBoolean()).isTrue();
        assertThat(status.path("highestEpoch").asLong()).isEqualTo(3);
        assertThat(status.path("holdsAuthority").asBoolean(true)).isFalse();
        assertThat(status.path("peer").path("writable").asBoolean(true)).isFalse();
        assertThat(status.path("peer").path("error").asText()).isNotBlank();
        assertThat(status.path("peerInstance").path("readable").asBoolean(true)).isFalse();
        assertThat(status.path("peerInstance").path("error").asText()).contains("no RDS client");
        assertThat(status.path("database").path("readable").asBoolean(true)).isFalse();
        assertThat(status.path("database").path("error").asText()).isNotBlank();
    }

    @Test
    void theStatusForReprotectNamesTheRegionThatHolds() {
        own.item = record(2, "us-west-2");
        peer.item = record(1, "ap-southeast-2");
        JsonNode status = agent.handle(request("reprotectStatus").put("peerDbInstance", "drlab-ap-southeast-2"));
        assertThat(status.path("holdsAuthority").asBoolean()).isTrue();
        assertThat(status.path("highestEpoch").asLong()).isEqualTo(2);
    }

    @Test
    void standsDownOnlyForAPeerThatHoldsTheEpoch() {
        peer.item = record(5, "ap-southeast-2");
        assertThatThrownBy(() -> agent.handle(request("standDown").put("epoch", 3)))
                .isInstanceOf(AgentException.Superseded.class)
                .hasMessageContaining("epoch 5 of ap-southeast-2");
        peer.item = record(3, "us-west-2");
        assertThatThrownBy(() -> agent.handle(request("standDown").put("epoch", 3)))
                .isInstanceOf(AgentException.AuthorityLost.class);
        assertThat(own.updates).isEmpty();
    }

    @Test
    void standingDownRecordsThePeerBeforeItClosesTheDatabase() {
        peer.item = record(3, "ap-southeast-2");
        assertThatThrownBy(() -> agent.handle(request("standDown").put("epoch", 3)))
                .isInstanceOf(AgentException.Unreachable.class);
        assertThat(own.updates)
                .singleElement()
                .satisfies(
                        update -> assertThat(update.expressionAttributeValues().toString())
                                .contains("ap-southeast-2", "3"));
    }

    private static ObjectNode authority(long epoch, String region, int peerWaitMillis) {
        return request("authority").put("epoch", epoch).put("region", region).put("peerWaitMillis", peerWaitMillis);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode lock(boolean force) {
        return request("lock")
                .put("side", "own")
                .put("owner", "me")
                .put("verb", "activate")
                .put("leaseSeconds", 60)
                .put("force", force);
    }

    private static ObjectNode request(String action) {
        return JsonNodeFactory.instance.objectNode().put("action", action);
    }

    private static Map<String, AttributeValue> record(long epoch, String region) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("epoch", AttributeValue.fromN(Long.toString(epoch)));
        item.put("region", AttributeValue.fromS(region));
        item.put("confirmedAt", AttributeValue.fromN(Long.toString(NOW.toEpochMilli())));
        return item;
    }

    private static ConditionalCheckFailedException conditionFailed(Map<String, AttributeValue> item) {
        return ConditionalCheckFailedException.builder()
                .message("The conditional request failed")
                .item(item)
                .build();
    }

    /** Answers reads from {@code item} and hands updates to {@code onUpdate}. */
    private static final class FakeTable implements DynamoDbClient {
        private final List<UpdateItemRequest> updates = new ArrayList<>();
        private Map<String, AttributeValue> item = Map.of();
        private Runnable onRead = () -> {};
        private Function<UpdateItemRequest, UpdateItemResponse> onUpdate =
                request -> UpdateItemResponse.builder().build();

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            onRead.run();
            return GetItemResponse.builder().item(item).build();
        }

        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest request) {
            updates.add(request);
            return onUpdate.apply(request);
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
