package dev.drlab.contract.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The requests to DynamoDB. DynamoDB's results are tested against the lab's control endpoint. */
class ControlTableTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final Map<String, AttributeValue> KEY = Map.of("pk", fromS("authority"));

    private final RecordingClient client = new RecordingClient();
    private final ControlTable table = new ControlTable(client, "drlab-control");

    @Test
    void readsConsistently() {
        client.item = Map.of(
                "pk", fromS("authority"),
                "epoch", fromN("2"),
                "region", fromS("us-west-2"),
                "confirmedAt", fromN("1700000000123"),
                "drainToken", fromS("t"),
                "drainDeadline", fromN("1700000000124"));

        assertThat(table.read())
                .contains(new AuthorityRecord(2, "us-west-2", NOW, Optional.of(new Drain("t", NOW.plusMillis(1)))));
        assertThat(client.read)
                .isEqualTo(GetItemRequest.builder()
                        .tableName("drlab-control")
                        .key(KEY)
                        .consistentRead(true)
                        .build());
    }

    @Test
    void noItemIsNoRecord() {
        assertThat(table.read()).isEmpty();
    }

    @Test
    void raiseAsks() {
        assertThat(table.raise(AuthorityRecord.of(2, "us-west-2", NOW))).isTrue();

        assertThat(client.written)
                .isEqualTo(UpdateItemRequest.builder()
                        .tableName("drlab-control")
                        .key(KEY)
                        .updateExpression("SET epoch = :next, #region = :region, confirmedAt = :now"
                                + " REMOVE drainToken, drainDeadline, handedOverBy")
                        .conditionExpression("attribute_not_exists(pk) OR epoch < :next"
                                + " OR (epoch = :next AND #region = :region)")
                        .expressionAttributeNames(Map.of("#region", "region"))
                        .expressionAttributeValues(Map.of(
                                ":next", fromN("2"),
                                ":region", fromS("us-west-2"),
                                ":now", fromN("1700000000123")))
                        .build());
    }

    @Test
    void everyWriteIsConditionalOnItsEpochAndKey() {
        AuthorityRecord next = AuthorityRecord.of(4, "us-west-2", NOW);
        table.drain(3, new Drain("t", NOW));
        assertConditionalOn("3");
        table.drainAgain(3, Drain.by("run", NOW), "run");
        assertConditionalOn("3");
        table.undrain(3, "t");
        assertConditionalOn("3");
        table.handOver(3, "t", next);
        assertConditionalOn("3");
        assertThat(client.written.conditionExpression()).contains("drainToken = :token");
        table.confirm(3, "ap-southeast-2", NOW);
        assertConditionalOn("3");
    }

    @Test
    void anExecutionReplacesItsOwnDrainByOneWithAnotherToken() {
        Drain drain = Drain.by("run", NOW);
        table.drainAgain(3, drain, "run");

        assertThat(client.written.conditionExpression())
                .isEqualTo("epoch = :epoch AND (attribute_not_exists(drainToken) OR begins_with(drainToken, :owners))");
        assertThat(client.written.expressionAttributeValues())
                .containsEntry(":token", fromS(drain.token()))
                .containsEntry(":owners", fromS("drain-run/"));
        assertThat(drain.token())
                .startsWith("drain-run/")
                .isNotEqualTo(Drain.by("run", NOW).token());
        assertThat(drain.token()).doesNotStartWith(Drain.prefixOf("ru"));
        for (String name : List.of("", " ", "a/b")) {
            assertThatThrownBy(() -> Drain.prefixOf(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aHandOverIsKnownByItsToken() {
        client.item = Map.of(
                "pk", fromS("authority"),
                "epoch", fromN("2"),
                "region", fromS("us-west-2"),
                "confirmedAt", fromN("1700000000123"),
                "handedOverBy", fromS("t"));
        assertThat(table.read()).contains(new AuthorityRecord(2, "us-west-2", NOW, Optional.empty(), Optional.of("t")));

        table.handOver(1, "t", AuthorityRecord.of(2, "us-west-2", NOW));

        assertThat(client.written.updateExpression()).contains("handedOverBy = :token");
    }

    @Test
    void aFailedConditionIsFalse() {
        client.failure = ConditionalCheckFailedException.builder().message("no").build();

        assertThat(table.raise(AuthorityRecord.of(2, "us-west-2", NOW))).isFalse();
        assertThat(table.handOver(1, "t", AuthorityRecord.of(2, "us-west-2", NOW)))
                .isFalse();
    }

    @Test
    void otherFailuresAreTheCallersToSettle() {
        client.failure = SdkClientException.create("timed out");

        assertThatThrownBy(() -> table.undrain(1, "t")).isSameAs(client.failure);
    }

    private void assertConditionalOn(String epoch) {
        assertThat(client.written.tableName()).isEqualTo("drlab-control");
        assertThat(client.written.key()).isEqualTo(KEY);
        assertThat(client.written.conditionExpression()).contains("epoch = :epoch AND");
        assertThat(client.written.expressionAttributeValues()).containsEntry(":epoch", fromN(epoch));
    }

    private static final class RecordingClient implements DynamoDbClient {
        private Map<String, AttributeValue> item;
        private SdkException failure;
        private GetItemRequest read;
        private UpdateItemRequest written;

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            read = request;
            return GetItemResponse.builder().item(item).build();
        }

        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest request) {
            written = request;
            if (failure != null) {
                throw failure;
            }
            return UpdateItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
