package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import dev.drlab.contract.database.DatabaseNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A drain and a fence close the database to roles that drlab has not made, and give back exactly what they took. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FenceIT {
    private static final int ROUNDS = 6;
    private static final int LOAD_THREADS = 8;
    private static final String SHOP = "shop";

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private LoadedTable orders;
    private Region primary;
    private Region secondary;
    private int tokens;

    @BeforeAll
    void start() throws Exception {
        orders = new LoadedTable(regions, "shop.orders");
        primary = regions.primary();
        secondary = regions.secondary();
        primary.createApplication(SHOP);
        regions.makeReplica(secondary);
        primary.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
    }

    @AfterEach
    void liftWhatIsLeft() throws SQLException {
        undrain();
        primary.execute("DROP ROLE IF EXISTS late, dba");
        assertThat(primary.mayLogIn(SHOP)).isTrue();
        assertThat(primary.writerMayLogIn()).isTrue();
        assertThat(fencedRoles()).isEmpty();
    }

    @Test
    void noCommitOfAForeignRoleLiesAfterTheReturnedPosition() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (InsertLoad load =
                    new InsertLoad(primary, Region.workloadOf(SHOP), "round" + round, LOAD_THREADS, "")) {
                load.awaitAcknowledged(20);

                JsonNode point = drain();

                assertThat(sessionsOf(SHOP)).as("sessions in round %d", round).isZero();
                orders.assertWholeAt(point, load);
            }
            undrain();
        }
    }

    @Test
    void anIdleSessionAndAnOpenTransactionOfAForeignRoleAreEnded() throws Exception {
        try (Connection pooled = primary.connect(SHOP);
                Connection open = primary.connect(SHOP);
                Connection elsewhere = DriverManager.getConnection(
                        primary.databaseUrl().replace("/" + DatabaseNames.DATABASE, "/postgres"),
                        SHOP,
                        TwoRegions.PASSWORD);
                Statement idle = pooled.createStatement();
                Statement writing = open.createStatement()) {
            idle.execute("SELECT 1");
            writing.execute("BEGIN READ WRITE");
            writing.execute("INSERT INTO shop.orders (value) VALUES ('uncommitted')");

            JsonNode point = drain();

            assertThatThrownBy(() -> idle.execute("INSERT INTO shop.orders (value) VALUES ('late')"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> writing.execute("COMMIT")).isInstanceOf(SQLException.class);
            assertThat(elsewhere.isValid(1)).as("a session in another database").isFalse();
            assertThatThrownBy(() -> primary.connect(SHOP).close()).hasMessageContaining("not permitted to log in");
            assertThat(orders.commitsAfter(point)).isZero();
        }
        assertThat(orders.values(primary)).doesNotContain("late", "uncommitted");
    }

    /** The reader serves reads during a drain, and whoever writes with it is refused by the database. */
    @Test
    void theReaderStaysAndCannotWrite() throws Exception {
        drain();
        try (Connection reader = primary.connect(DatabaseNames.READER_ROLE);
                Statement statement = reader.createStatement()) {
            statement.execute("SELECT count(*) FROM items");
            for (String write : new String[] {
                "INSERT INTO items (value, region, epoch) VALUES ('x', 'x', 1)",
                "INSERT INTO shop.orders (value) VALUES ('x')",
                "UPDATE drlab_epoch SET epoch = 99",
                "DELETE FROM drlab_drain",
                "DELETE FROM drlab_fenced_role",
                "SELECT drlab_give_back(true)",
                "SELECT drlab_open_database(99, 'x')",
                "CREATE TABLE mine (i int)",
                "CREATE SCHEMA mine",
                "ALTER ROLE drlab_writer LOGIN"
            }) {
                assertThatThrownBy(() -> statement.execute("BEGIN READ WRITE;" + write))
                        .as(write)
                        .hasMessageContaining("permission denied");
                statement.execute("ROLLBACK");
            }
        }
    }

    @Test
    void aRoleThatWasClosedBeforeStaysClosed() throws Exception {
        primary.createApplication("retired");
        try (Connection left = primary.connect("retired")) {
            primary.execute("ALTER ROLE retired NOLOGIN"); // which ends no session
            drain();
            assertThat(left.isValid(1)).as("its session").isFalse();
            assertThat(fencedRoles()).contains(SHOP).doesNotContain("retired");
            undrain();
            assertThat(primary.mayLogIn("retired")).isFalse();
        } finally {
            primary.execute("DROP OWNED BY retired; DROP ROLE retired");
        }
    }

    @Test
    void aDrainThatIsRepeatedForgetsNobody() throws Exception {
        drain();
        Set<String> first = fencedRoles();
        drainWith(currentToken());
        assertThat(fencedRoles()).isEqualTo(first).contains(SHOP, DatabaseNames.WRITER_ROLE);
        undrain();
        assertThat(secondary
                        .agent("undrain", "epoch", 1, "token", currentToken())
                        .get("lifted")
                        .asBoolean())
                .isTrue();
        assertThat(primary.mayLogIn(SHOP)).isTrue();
    }

    /** The drain died after its first commit, before it ended a session: the same command goes on from there. */
    @Test
    void aDrainThatDiedHalfwayIsTakenUp() throws Exception {
        tokens++;
        try (Connection left = primary.connect(SHOP);
                Connection agent = agentSession();
                Statement statement = agent.createStatement()) {
            statement.execute("SELECT drlab_close_roles('" + currentToken() + "', '{postgres}')");
            assertThat(left.isValid(1)).isTrue();
            Set<String> noted = fencedRoles();

            drainWith(currentToken());

            assertThat(left.isValid(1)).isFalse();
            assertThat(fencedRoles()).isEqualTo(noted).contains(SHOP);
        }
    }

    @Test
    void aRoleThatIsMadeWhileTheDrainIsSetIsClosedToo() throws Exception {
        tokens++;
        try (AutoCloseable holdsUp = SilentLogin.to(primary)) { // for the 3 s of authentication_timeout
            CompletableFuture<JsonNode> drain = CompletableFuture.supplyAsync(() -> drainWith(currentToken()));
            awaitDrainNoted();
            primary.execute("CREATE ROLE late LOGIN PASSWORD '" + TwoRegions.PASSWORD
                    + "'; GRANT late TO drlab_agent WITH ADMIN OPTION"); // in one transaction
            try (Connection late = primary.connect("late")) {
                drain.join();
                assertThat(late.isValid(1)).isFalse();
            } catch (SQLException ended) { // the drain saw the role before its login was over
                drain.join();
            }
            assertThat(primary.mayLogIn("late")).isFalse();
            assertThat(fencedRoles()).contains("late");
            undrain();
            assertThat(primary.mayLogIn("late")).isTrue();
        }
    }

    /** An application that makes roles makes them until its session is ended, and logs in as each. */
    @Test
    void anApplicationThatKeepsMakingRolesIsClosedWithAllOfThem() throws Exception {
        try (Connection agent = agentSession();
                Statement statement = agent.createStatement()) {
            statement.execute("CREATE ROLE maker LOGIN CREATEROLE PASSWORD '" + TwoRegions.PASSWORD + "'");
        }
        CompletableFuture<Integer> making = CompletableFuture.supplyAsync(this::makeRolesUntilEnded);
        try {
            await().atMost(TwoRegions.TIME_LIMIT)
                    .until(() -> primary.query("SELECT count(*) > 3 FROM pg_roles WHERE rolname LIKE 'made_%'")
                            .equals("t"));
            drain();
            int made = making.join();
            assertThat(primary.query("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'made_%' AND rolcanlogin"))
                    .as("of %d made roles, those that may log in", made)
                    .isEqualTo("0");
            undrain();
            assertThat(primary.query("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'made_%' AND NOT rolcanlogin"))
                    .isEqualTo("0");
        } finally {
            primary.execute("DO $$ DECLARE r record; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE"
                    + " 'made_%' OR rolname = 'maker' ORDER BY rolname = 'maker' LOOP EXECUTE 'DROP ROLE ' || r.rolname;"
                    + " END LOOP; END $$");
        }
    }

    private int makeRolesUntilEnded() {
        int made = 0;
        while (true) {
            try (Connection maker = primary.connect(made == 0 ? "maker" : "made_" + made);
                    Statement statement = maker.createStatement()) {
                statement.execute(
                        "CREATE ROLE made_" + (made + 1) + " LOGIN CREATEROLE PASSWORD '" + TwoRegions.PASSWORD + "'");
                made++;
            } catch (SQLException ended) {
                return made;
            }
        }
    }

    /** It has changed its password and not committed: its role is held until its session is ended. */
    @Test
    void aSessionThatHoldsItsOwnRoleDoesNotHoldTheDrainUp() throws Exception {
        try (Connection holding = primary.connect(SHOP);
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("ALTER ROLE shop PASSWORD '" + TwoRegions.PASSWORD + "'");

            drain();

            assertThat(holding.isValid(1)).isFalse();
            assertThat(primary.mayLogIn(SHOP)).isFalse();
        }
    }

    @Test
    void aRoleThatIsNamedWithItsReasonStaysOpen() throws Exception {
        primary.createApplication("monitor");
        tokens++;
        try (Connection monitor = primary.connect("monitor")) {
            secondary.agent(
                    "drain",
                    "epoch",
                    1,
                    "token",
                    currentToken(),
                    "deadlineSeconds",
                    60,
                    "unfencedRoles",
                    Set.of("monitor"));
            assertThat(monitor.isValid(1)).isTrue();
            assertThat(primary.mayLogIn("monitor")).isTrue();
            assertThat(primary.mayLogIn(SHOP)).isFalse();
        } finally {
            primary.execute("DROP OWNED BY monitor; DROP ROLE monitor");
        }
    }

    /** A superuser that came between the check and the drain: the drain is refused, and lifted whole. */
    @Test
    void whatComesWhileTheDrainIsSetIsFoundAtItsEnd() throws Exception {
        tokens++;
        try (AutoCloseable holdsUp = SilentLogin.to(primary)) {
            CompletableFuture<JsonNode> drain = CompletableFuture.supplyAsync(() -> drainWith(currentToken()));
            awaitDrainNoted();
            primary.execute("CREATE ROLE dba LOGIN SUPERUSER PASSWORD '" + TwoRegions.PASSWORD + "'");
            try (Connection dba = primary.connect("dba")) {
                assertThatThrownBy(drain::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(AgentException.UnfenceableRole.class)
                        .hasMessageContaining("dba");
                assertThat(dba.isValid(1)).isTrue();
            }
            undrain();
            assertThat(primary.mayLogIn(SHOP)).isTrue();
        }
    }

    /** A role out of reach does not keep an unplanned fence from closing all others, and is named. */
    @Test
    void aFenceClosesWhatItCanAndNamesTheRest() throws Exception {
        primary.execute("CREATE ROLE stranger LOGIN PASSWORD '" + TwoRegions.PASSWORD + "'");
        primary.controlForPeer().stop(); // so that only the database is fenced
        try (Connection shop = primary.connect(SHOP);
                Connection writer = primary.writer()) {
            String fence = secondary.agent("fence", "epoch", 2).path("database").asText();

            assertThat(fence).startsWith("fenced, but not ").contains("stranger", "GRANT stranger TO drlab_agent");
            assertThat(shop.isValid(1)).isFalse();
            assertThat(writer.isValid(1)).isFalse();
            assertThat(primary.mayLogIn(SHOP)).isFalse();
            assertThat(primary.writerMayLogIn()).isFalse();

            primary.execute("DROP ROLE stranger");
            assertThat(secondary.agent("fence", "epoch", 2).path("database").asText())
                    .isEqualTo("fenced");
        } finally {
            primary.execute("DROP ROLE IF EXISTS stranger");
            primary.controlForPeer().start();
            assertThatThrownBy(() -> primary.agent("open", "epoch", 1))
                    .as("fenced for a higher epoch")
                    .isInstanceOf(AgentException.AuthorityLost.class);
            primary.execute("DELETE FROM drlab_drain");
            primary.agent("open", "epoch", 1);
        }
    }

    private JsonNode drain() {
        tokens++;
        return drainWith(currentToken());
    }

    private JsonNode drainWith(String token) {
        return secondary.agent("drain", "epoch", 1, "token", token, "deadlineSeconds", 60);
    }

    private void undrain() {
        secondary.agent("undrain", "epoch", 1, "token", currentToken());
    }

    private String currentToken() {
        return "drain-" + tokens;
    }

    private void awaitDrainNoted() {
        await().atMost(TwoRegions.TIME_LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> currentToken().equals(primary.drainToken()));
    }

    private Connection agentSession() throws SQLException {
        return DriverManager.getConnection(
                primary.databaseUrl() + "&ApplicationName=drlab-agent", DatabaseNames.AGENT_ROLE, TwoRegions.PASSWORD);
    }

    private Set<String> fencedRoles() throws SQLException {
        String all = primary.query("SELECT string_agg(role_name, ',') FROM drlab_fenced_role");
        return all == null ? Set.of() : Set.of(all.split(",", -1));
    }

    private long sessionsOf(String role) throws SQLException {
        return Long.parseLong(primary.query("SELECT count(*) FROM pg_stat_activity WHERE usename = ?", role));
    }
}
