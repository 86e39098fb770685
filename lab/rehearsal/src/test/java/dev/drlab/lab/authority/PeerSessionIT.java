package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.database.DatabaseNames;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The session in the peer's database with which a switchover looked is the one that drains, and never stays behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerSessionIT {
    private static final String OWNER = "switchover";

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private Region primary;
    private Region secondary;

    @BeforeAll
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        regions.makeReplica(secondary);
    }

    @BeforeEach
    void observe() {
        await().until(() -> secondary
                .agent("replicationStatus")
                .path("database")
                .path("streaming")
                .asBoolean());
    }

    @Test
    void aDrainAfterTheReadingNeedsNoSecondLogin() throws SQLException {
        primary.execute("ALTER ROLE " + DatabaseNames.AGENT_ROLE + " NOLOGIN");
        try {
            assertThat(drain().path("lsn").asText()).isNotBlank();
        } finally {
            primary.execute("ALTER ROLE " + DatabaseNames.AGENT_ROLE + " LOGIN");
        }
        undrain();
        assertThat(sessions()).isZero();
    }

    @Test
    void aSessionThatWasEndedMeanwhileIsReplaced() throws SQLException {
        primary.query(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = ?"
                        + " AND backend_type = 'client backend' LIMIT 1",
                "drlab-agent");
        assertThat(sessions()).isZero();

        assertThat(drain().path("lsn").asText()).isNotBlank();

        undrain();
        assertThat(sessions()).isZero();
    }

    @Test
    void aMoveThatEndsWithoutADrainLeavesNoSession() throws SQLException {
        assertThat(sessions()).isOne();

        secondary.agent("unlock", "side", "own", "owner", OWNER);

        assertThat(sessions()).isZero();
    }

    private JsonNode drain() {
        return secondary.agent("drain", "epoch", 1, "token", OWNER, "deadlineSeconds", 60);
    }

    private void undrain() {
        secondary.agent("undrain", "epoch", 1, "token", OWNER);
    }

    /** The agents' in the primary's database; those of a closed connection are gone a moment later. */
    private long sessions() throws SQLException {
        String count = "SELECT count(*)::text FROM pg_stat_activity WHERE application_name = ?"
                + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
        long[] seen = new long[1];
        await().during(Duration.ofMillis(200)).until(() -> {
            long now = Long.parseLong(primary.query(count, "drlab-agent"));
            boolean same = now == seen[0];
            seen[0] = now;
            return same;
        });
        return seen[0];
    }
}
