package dev.drlab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.Parity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final AtomicBoolean asked = new AtomicBoolean();

    /** The record that the first run left carries the minutes already: a second run must not add them again. */
    @Test
    void aTakeoverThatIsRunAgainBeforeItOpenedCountsTheSameMinutesOnce() {
        ObjectNode database = database(true, 1, PEER, MONTH);
        long first =
                describe(item(1, PEER), null, database, null).path("nextEpoch").asLong();
        long again = describe(item(first, OWN), null, database, null)
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
                peerDatabase == null ? null : database(false, peerDatabase, PEER, 10));

        assertThat(answer.path("ownRecordLost").asBoolean()).isTrue();
        assertThat(answer.path("holdsAuthority").asBoolean()).isEqualTo(holds);
        assertThat(answer.path("peerUnknown").asText("none")).isEqualTo(unknown);
    }

    /**
     * The own database is open in the epoch that the own record gives. What the peer's record does not say any more its
     * database does: it was opened there in a higher epoch.
     */
    @ParameterizedTest
    @CsvSource({
        // own , own database, peer      , peer database  , asked, highest, holds, unknown
        "4/own , writer 4/own, none      , writer 5/peer  , true , 5, false, ''", // its record was lost
        "4/own , writer 4/own, 3/peer    , writer 5/peer  , true , 5, false, none", // or restored
        "4/own , writer 4/own, 4/own     , writer 5/peer  , true , 5, false, none", // to a fence's mark of before
        "none  , writer 4/own, 4/own     , writer 5/peer  , true , 5, false, ''", // or to a hand-over's
        "none  , replica 3/peer, 4/own   , silent         , false, 4, true , none", // a hand-over that is being ended
        "4/own , replica 3/peer, 4/own   , silent         , false, 4, true , none", // nothing to ask: clients wait
        "4/own , writer 3/peer, 4/own    , silent         , false, 4, true , none",
        "4/own , writer 3/peer, 3/peer   , writer 5/peer  , true , 5, false, none",
        "4/own , replica 3/peer, none    , silent         , true , 4, true , ''", // a failover that is being ended
        "4/own , writer 4/own, none      , replica 4/own  , true , 4, true , ''", // a standby that took part in nothing
        "4/own , writer 4/own, none      , writer 3/peer  , true , 4, true , ''", // the former writer
        "4/own , writer 4/own, 3/peer    , silent         , true , 4, true , none", // its record tells
        "4/own , writer 4/own, none      , silent         , true , 4, false, its database does not answer",
        "2/own , writer 2/own, none      , silent         , true , 2, true , its database does not answer", // the first
        "4/own , writer 4/own, unreadable, writer 5/peer  , false, 4, true , none", // the lost region's
        "3/peer, replica 3/peer, none    , writer 3/peer  , false, 3, false, none", // a failover, or planned move
        "none  , replica 3/peer, 3/peer  , writer 3/peer  , false, 3, false, none",
        "4/own , writer 4/own, 5/peer    , writer 5/peer  , false, 5, false, none",
        "none  , writer 0/own, none      , silent         , false, 0, false, none", // nothing was ever activated
    })
    void aPeerThatTookOverIsKnownByItsDatabaseWhereItsRecordWasLost(
            String own,
            String ownDatabase,
            String peer,
            String peerDatabase,
            boolean wasAsked,
            long highest,
            boolean holds,
            String unknown) {
        ObjectNode answer =
                describe(parsed(own), parsed(peer), parsedDatabase(ownDatabase), parsedDatabase(peerDatabase));

        assertThat(asked.get()).isEqualTo(wasAsked);
        assertThat(answer.path("highestEpoch").asLong()).isEqualTo(highest);
        assertThat(answer.path("holdsAuthority").asBoolean()).isEqualTo(holds);
        assertThat(answer.path("peerUnknown").asText("none")).isEqualTo(unknown);
        assertThat(answer.path("peerRecordAbsent").asBoolean()).isEqualTo(wasAsked && peer.equals("none"));
        assertThat(answer.path("nextEpoch").asLong()).isGreaterThan(highest);
    }

    /** The record does not tell how far the peer has come, as one that cannot be read does not. */
    @ParameterizedTest
    @CsvSource({"none, true", "unreadable, true", "1/peer, false"})
    void aRecordThatIsNotThereIsNoneThatIsLow(String peer, boolean counted) {
        long next = describe(Map.of(), parsed(peer), database(true, 1, PEER, MONTH), null)
                .path("nextEpoch")
                .asLong();

        assertThat(next).isEqualTo(counted ? Parity.EVEN.nextAbove(1 + MONTH) : 2);
    }

    /** A fence takes no database from whoever is found to have opened it above what was known. */
    @Test
    void onlyARegionThatIsOpenAlreadySaysWhatItHadSeen() {
        assertThat(describe(item(4, OWN), item(3, PEER), database(false, 4, OWN, 10), null)
                        .path("seenEpoch")
                        .asLong())
                .isEqualTo(4);
        assertThat(describe(item(1, PEER), item(1, PEER), database(true, 1, PEER, 10), null)
                        .has("seenEpoch"))
                .as("a failover: of two takeovers that did not see each other the later one stands")
                .isFalse();
    }

    /** The peer has taken over, which only its fence tells: its record was lost, and its database does not answer. */
    @Test
    void aFenceOfTheOwnDatabaseShowsATakeoverUnlessThePeerIsAStandby() {
        ObjectNode fenced = database(false, 4, OWN, 10).put("fencedForEpoch", 5);

        assertThat(describe(item(4, OWN), Map.of(), fenced, null)
                        .path("highestEpoch")
                        .asLong())
                .isEqualTo(5);
        assertThat(describe(item(4, OWN), Map.of(), fenced, database(true, 4, OWN, 10))
                        .path("holdsAuthority")
                        .asBoolean())
                .isTrue();
    }

    /** @param peer null when it cannot be read */
    private ObjectNode describe(
            Map<String, AttributeValue> own,
            Map<String, AttributeValue> peer,
            ObjectNode database,
            ObjectNode peerDatabase) {
        asked.set(false);
        return Records.read(table(own), table(peer))
                .describe(JsonNodeFactory.instance.objectNode(), CONFIG, database, () -> {
                    asked.set(true);
                    return Optional.ofNullable(peerDatabase);
                });
    }

    /** As {@code 4/own}, {@code 5/peer}; {@code none} for an absent one and {@code unreadable}. */
    private static Map<String, AttributeValue> parsed(String record) {
        if (record.equals("unreadable")) {
            return null;
        }
        String[] parts = record.split("/");
        return parts.length == 1 ? Map.of() : item(Long.parseLong(parts[0]), parts[1].equals("own") ? OWN : PEER);
    }

    /** As {@code writer 5/peer}, {@code replica 4/own}; {@code silent}. */
    private static ObjectNode parsedDatabase(String told) {
        if (told.equals("silent")) {
            return null;
        }
        String[] parts = told.split("[ /]");
        return database(parts[0].equals("replica"), Long.parseLong(parts[1]), parts[2].equals("own") ? OWN : PEER, 10);
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
