package dev.drlab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.Parity;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** The next epoch, and who holds authority, by both records and the database. */
class AuthorityRecordsTest {
    private static final String OWN = "us-west-2";
    private static final String PEER = "ap-southeast-2";
    private static final long MONTH = Duration.ofDays(30).toMinutes();
    private static final AgentConfig CONFIG = new AgentConfig(
            OWN,
            PEER,
            Parity.EVEN,
            "jdbc:postgresql://127.0.0.1:1/drlab",
            "jdbc:postgresql://127.0.0.1:1/drlab",
            "a",
            "w",
            "r",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    /** The record that the first run left carries the minutes already: a second run must not add them again. */
    @Test
    void aTakeoverThatIsRunAgainBeforeItOpenedCountsTheSameMinutesOnce() {
        ObjectNode database = database(true, 1, PEER, MONTH);
        long first = describe(item(1, PEER), null, database, OptionalLong.empty())
                .path("nextEpoch")
                .asLong();
        long again = describe(item(first, OWN), null, database, OptionalLong.empty())
                .path("nextEpoch")
                .asLong();
        long othersAnHourLater = Parity.ODD.nextAbove(1 + MONTH + 60);

        assertThat(first).isEqualTo(Parity.EVEN.nextAbove(1 + MONTH));
        assertThat(again).isEqualTo(first + 2).isLessThan(othersAnHourLater);
    }

    @ParameterizedTest
    @CsvSource({
        "true , 1    , true , ''", // it answers, and has nothing higher
        "true , 0    , true , ''", // it answers, and was never opened
        "true , 5    , false, ''", // the peer took over since
        "true ,      , false, its database does not answer",
        "false, 1    , false, its record cannot be read: timed out",
    })
    void aLostRecordGivesAuthorityOnlyWhereNothingOfThePeerIsUnknown(
            boolean recordReadable, Long peerDatabase, boolean holds, String unknown) {
        ObjectNode answer = describe(
                Map.of(),
                recordReadable ? Map.of() : null,
                database(false, 4, OWN, 10),
                peerDatabase == null ? OptionalLong.empty() : OptionalLong.of(peerDatabase));

        assertThat(answer.path("ownRecordLost").asBoolean()).isTrue();
        assertThat(answer.path("holdsAuthority").asBoolean()).isEqualTo(holds);
        assertThat(answer.path("peerUnknown").asText("none")).isEqualTo(unknown);
    }

    /** @param peer null when it cannot be read */
    private static ObjectNode describe(
            Map<String, AttributeValue> own,
            Map<String, AttributeValue> peer,
            ObjectNode database,
            OptionalLong peerDatabaseEpoch) {
        return Records.read(table(own), table(peer))
                .describe(JsonNodeFactory.instance.objectNode(), CONFIG, database, () -> peerDatabaseEpoch);
    }

    private static ObjectNode database(boolean inRecovery, long epoch, String region, long ageMinutes) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("inRecovery", inRecovery)
                .put("epoch", epoch)
                .put("epochRegion", region)
                .put("epochAgeSeconds", ageMinutes * 60);
    }

    private static Map<String, AttributeValue> item(long epoch, String region) {
        return Map.of(
                "epoch", AttributeValue.fromN(Long.toString(epoch)),
                "region", AttributeValue.fromS(region),
                "confirmedAt", AttributeValue.fromN("0"));
    }

    private static ControlTable table(Map<String, AttributeValue> item) {
        return new ControlTable(new OneItem(item), "drlab-control");
    }

    private record OneItem(Map<String, AttributeValue> item) implements DynamoDbClient {
        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            if (item == null) {
                throw SdkClientException.create("timed out");
            }
            GetItemResponse.Builder answer = GetItemResponse.builder();
            return item.isEmpty() ? answer.build() : answer.item(item).build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
