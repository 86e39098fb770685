package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.database.DatabaseNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each setting of a drain has a token of its own, by which alone it is handed over behind and lifted. */
class DrainTokenIT {
    private static final String OWNER = "activate-1";

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private Region primary;
    private Region secondary;
    private long epoch;

    /** Authority comes back to the primary with a new epoch, whatever the test before has done. */
    @BeforeEach
    void activate() {
        primary = regions.primary();
        secondary = regions.secondary();
        epoch = primary.activate();
    }

    /** The execution was resumed at its drain, after the primary had lifted the first one. */
    @Test
    void aLiftThatComesLateLeavesTheDrainThatWasSetAgain() throws Exception {
        String first = drain(OWNER);
        assertThat(primary.table().undrain(epoch, first)).isTrue(); // a service's: its lift is still on the way
        String second = drain(OWNER);
        assertThat(second).isNotEqualTo(first);

        assertThat(liftAsService(first)).isFalse();
        JsonNode late = secondary.agent("undrain", "epoch", epoch, "token", first);

        assertThat(late.get("lifted").asBoolean()).isFalse();
        assertThat(late.get("why").asText()).contains("drained by '" + second + "'");
        assertThat(primary.writerMayLogIn()).isFalse();
        assertThat(handOver(second)).isEqualTo("handedOver");
        assertThat(liftAsService(first)).isFalse();
        assertThat(primary.writerMayLogIn()).as("nothing is committed behind").isFalse();
        assertThat(primary.record().handedOverBy()).contains(second);
    }

    /** Its answer was lost, and its execution resumed: what it hands over behind is the later position. */
    @Test
    void aDrainThatIsSetAgainReplacesItsOwn() throws Exception {
        String first = drain(OWNER);
        String second = drain(OWNER);

        assertThat(primary.record().drain().orElseThrow().token()).isEqualTo(second);
        assertThat(primary.drainToken()).isEqualTo(second);
        assertThat(handOver(first)).isEqualTo("lost");
        assertThat(lifted(secondary.agent("undrain", "epoch", epoch, "token", first)))
                .isFalse();
        assertThat(primary.writerMayLogIn()).isFalse();
        assertThat(lifted(secondary.agent("undrain", "epoch", epoch, "token", second)))
                .isTrue();
        assertOpen();
    }

    @Test
    void anotherExecutionsDrainIsNotReplaced() throws Exception {
        String token = drain(OWNER);

        for (String other : new String[] {"activate-2", "activate-", OWNER + "0"}) {
            assertThatThrownBy(() -> drain(other))
                    .as(other)
                    .isInstanceOf(AgentException.AuthorityLost.class)
                    .hasMessageContaining(token);
            assertThat(lifted(secondary.agent("undrain", "epoch", epoch, "owner", other)))
                    .as(other)
                    .isFalse();
        }

        assertThat(primary.drainToken()).isEqualTo(token);
        assertThat(primary.writerMayLogIn()).isFalse();
    }

    @Test
    void aDrainWithoutAnAnswerIsFoundByItsOwner() throws Exception {
        drain(OWNER);
        assertThat(lifted(secondary.agent("undrain", "epoch", epoch, "owner", OWNER)))
                .isTrue();
        assertOpen();

        String halfLifted = drain(OWNER);
        assertThat(primary.table().undrain(epoch, halfLifted)).isTrue();
        assertThat(lifted(secondary.agent("undrain", "epoch", epoch, "owner", OWNER)))
                .as("only its database was left closed")
                .isTrue();
        assertOpen();

        assertThat(lifted(secondary.agent("undrain", "epoch", epoch, "owner", OWNER)))
                .as("nothing was set")
                .isTrue();
        assertOpen();
    }

    /** Tokens that begin like a fence's are never lifted, and one of a higher number keeps an epoch from being opened. */
    @Test
    void anExecutionThatIsNamedLikeAFenceIsUndrainedAndHandsOver() throws Exception {
        drain("fence-9");
        assertThat(lifted(secondary.agent("undrain", "epoch", epoch, "owner", "fence-9")))
                .isTrue();
        assertOpen();

        String token = drain("fence-999999");
        assertThat(handOver(token)).isEqualTo("handedOver");
        long next = primary.parity().nextAbove(epoch + 1);
        primary.agent("raise", "epoch", next);
        primary.agent("open", "epoch", next);
        assertThat(primary.writerMayLogIn()).isTrue();
    }

    @Test
    void aDatabaseThatAFenceClosesIsNotCalledLifted() throws Exception {
        String token = drain(OWNER);
        long fence = secondary.parity().nextAbove(epoch);
        primary.controlForPeer().stop(); // only the database is reached: the record does not know of the fence
        try {
            assertThat(secondary.agent("fence", "epoch", fence).get("database").asText())
                    .isEqualTo("fenced");
        } finally {
            primary.controlForPeer().start();
        }

        JsonNode answer = secondary.agent("undrain", "epoch", epoch, "token", token);

        assertThat(lifted(answer)).isFalse();
        assertThat(answer.get("why").asText()).contains("closed by 'fence-" + fence + "'", "mode unplanned");
        assertThat(primary.record().drain()).isEmpty();
        assertThat(primary.writerMayLogIn()).isFalse();
    }

    private String drain(String owner) {
        JsonNode point = secondary.agent("drain", "epoch", epoch, "owner", owner, "deadlineSeconds", 60);
        return point.get("token").asText();
    }

    private String handOver(String token) {
        long next = secondary.parity().nextAbove(epoch);
        return secondary
                .agent("handover", "epoch", epoch, "token", token, "nextEpoch", next)
                .get("outcome")
                .asText();
    }

    private boolean liftAsService(String token) throws SQLException {
        try (Connection reader = primary.connect(DatabaseNames.READER_ROLE);
                PreparedStatement lift =
                        reader.prepareStatement("SELECT " + DatabaseNames.LIFT_DRAIN_FUNCTION + "(?)")) {
            lift.setString(1, token);
            try (ResultSet row = lift.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void assertOpen() throws SQLException {
        AuthorityRecord record = primary.record();
        assertThat(record.epoch()).isEqualTo(epoch);
        assertThat(record.drain()).isEmpty();
        assertThat(primary.drainToken()).isNull();
        try (Connection writer = primary.writer();
                Statement statement = writer.createStatement()) {
            statement.execute("INSERT INTO items (value, region, epoch) VALUES ('open', 'test', " + epoch + ")");
        }
    }

    private static boolean lifted(JsonNode answer) {
        return answer.get("lifted").asBoolean();
    }
}
