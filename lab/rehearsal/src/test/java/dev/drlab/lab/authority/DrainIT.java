package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** After a drain nothing is committed past the position that it returned, whatever clients do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrainIT {
    private static final int ROUNDS = 20;
    private static final int LOAD_THREADS = 8;
    private static final int SLOW_ROUNDS = 4;
    private static final int SLOW_LOGINS = 3;
    private static final String INSERT = "INSERT INTO items (value, region, epoch) VALUES ('%s', 'test', 1)";

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private LoadedTable items;
    private Region primary;
    private Region secondary;
    private int tokens;

    @BeforeAll
    void start() throws Exception {
        items = new LoadedTable(regions, "items");
        primary = regions.primary();
        secondary = regions.secondary();
        regions.makeReplica(secondary);
        primary.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
    }

    @AfterEach
    void liftWhatIsLeft() throws SQLException {
        undrain();
        assertThat(primary.writerMayLogIn()).isTrue();
    }

    @Test
    void idleSessionCannotWriteAfterADrain() throws Exception {
        try (Connection pooled = primary.writer();
                Statement statement = pooled.createStatement()) {
            statement.execute(INSERT.formatted("before"));

            drain();

            assertThatThrownBy(() -> statement.execute(INSERT.formatted("after")))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> primary.writer().close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("not permitted to log in");
        }
        assertThat(rows("before")).isEqualTo(1);
        assertThat(rows("after")).isZero();
    }

    @Test
    void openReadWriteTransactionNeverCommitsAfterADrain() throws Exception {
        try (Connection open = primary.writer();
                Statement statement = open.createStatement()) {
            statement.execute("BEGIN READ WRITE");
            statement.execute(INSERT.formatted("uncommitted"));

            JsonNode point = drain();

            assertThatThrownBy(() -> statement.execute("COMMIT")).isInstanceOf(SQLException.class);
            assertThat(items.commitsAfter(point)).isZero();
        }
        assertThat(rows("uncommitted")).isZero();
        undrain();
        assertThat(rows("uncommitted")).isZero();
    }

    /** A drain whose caller has gone may still be ending sessions when another lifts it. */
    @Test
    void sessionsAreEndedOnlyWhileTheTokenClosesTheRole() throws Exception {
        try (Connection writer = primary.writer()) {
            assertThatThrownBy(() -> primary.execute("CALL drlab_end_sessions('lifted', '{}', 1000, '{}')"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("the drain was lifted");
            assertThat(writer.isValid(1)).isTrue();
        }
    }

    /** The load continues over the drain, until every thread of it has been refused again. */
    @Test
    void noCommitOfAConnectingLoadLiesAfterTheReturnedPosition() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            primary.execute("TRUNCATE items");
            try (InsertLoad load = new InsertLoad(primary, "round" + round, LOAD_THREADS, "")) {
                load.awaitAcknowledged(20);

                JsonNode point = drain();

                assertThat(primary.query("SELECT count(*) FROM pg_stat_activity WHERE usename = 'drlab_writer'"))
                        .as("sessions left in round %d", round)
                        .isEqualTo("0");
                items.assertWholeAt(point, load);
            }
            undrain();
        }
    }

    /**
     * These logins have found the role open and then take a second more, in which the server does not show yet whose
     * they are. They end while the drain looks.
     */
    @Test
    void sessionsThatWereStillLoggingInAreEndedToo() throws Exception {
        for (int round = 0; round < SLOW_ROUNDS; round++) {
            primary.execute("TRUNCATE items");
            try (InsertLoad load = new InsertLoad(primary, "slow" + round, SLOW_LOGINS, "-c post_auth_delay=1")) {
                await().atMost(TwoRegions.TIME_LIMIT)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> sessionsWithoutName() == SLOW_LOGINS);

                JsonNode point = drain();

                assertThat(primary.query("SELECT count(*) FROM pg_stat_activity WHERE usename = 'drlab_writer'"))
                        .as("sessions left in round %d", round)
                        .isEqualTo("0");
                items.assertEndsAt(point, load);
            }
            undrain();
        }
    }

    /** Such a login could be the writer's: the server does not show. It is ended by authentication_timeout. */
    @Test
    void aClientThatFallsSilentInItsLoginDoesNotHoldTheDrainUpForGood() throws Exception {
        try (SilentLogin login = SilentLogin.to(primary)) {
            Socket silent = login.socket();
            await().atMost(TwoRegions.TIME_LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> sessionsWithoutName() == 1);

            JsonNode point = drain();

            assertThat(sessionsWithoutName()).isZero();
            silent.setSoTimeout(1000);
            assertThat(silent.getInputStream().readAllBytes())
                    .as("the rest of the request, and the end: the server has hung up")
                    .hasSizeLessThan(100);
            assertThat(items.commitsAfter(point)).isZero();
        }
    }

    @Test
    void drainMayBeRepeatedWithItsToken() throws Exception {
        JsonNode first = drain();
        JsonNode second = drainWith(currentToken());

        assertThat(second.get("systemIdentifier")).isEqualTo(first.get("systemIdentifier"));
        assertThat(second.get("timeline")).isEqualTo(first.get("timeline"));
        assertThat(primary.query("SELECT ?::pg_lsn >= ?::pg_lsn", lsn(second), lsn(first)))
                .isEqualTo("t");
        assertThat(primary.drainToken()).isEqualTo(currentToken());
        assertThat(primary.record().drain().orElseThrow().token()).isEqualTo(currentToken());
    }

    @Test
    void anotherTokenCannotDrainWhatIsDrained() throws Exception {
        drain();

        assertThatThrownBy(() -> drainWith("intruder"))
                .isInstanceOf(AgentException.AuthorityLost.class)
                .hasMessageContaining(currentToken());

        assertThat(primary.drainToken()).isEqualTo(currentToken());
    }

    @Test
    void drainOfAnEpochThatIsNotHeldChangesNothing() throws Exception {
        assertThatThrownBy(() -> secondary.agent("drain", "epoch", 3, "token", "early", "deadlineSeconds", 60))
                .isInstanceOf(AgentException.AuthorityLost.class)
                .hasMessageContaining("no longer holds epoch 3");

        assertThat(primary.record().drain()).isEmpty();
        assertThat(primary.drainToken()).isNull();
        try (Connection writer = primary.writer();
                Statement statement = writer.createStatement()) {
            statement.execute(INSERT.formatted("still open"));
        }
        assertThat(rows("still open")).isEqualTo(1);
    }

    private JsonNode drain() {
        tokens++;
        return drainWith(currentToken());
    }

    private JsonNode drainWith(String token) {
        return secondary.agent("drain", "epoch", 1, "token", token, "deadlineSeconds", 60);
    }

    private void undrain() {
        assertThat(secondary
                        .agent("undrain", "epoch", 1, "token", currentToken())
                        .get("lifted")
                        .asBoolean())
                .isTrue();
    }

    private String currentToken() {
        return "drain-" + tokens;
    }

    private long sessionsWithoutName() throws SQLException {
        return Long.parseLong(primary.query("SELECT count(*) FROM pg_locks l WHERE locktype = 'virtualxid'"
                + " AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = l.pid)"));
    }

    private long rows(String value) throws SQLException {
        return Long.parseLong(primary.query("SELECT count(*) FROM items WHERE value = ?", value));
    }

    private static String lsn(JsonNode point) {
        return point.get("lsn").asText();
    }
}
