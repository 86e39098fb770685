package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.database.DatabaseNames;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that an agent migrated which closed the writer role alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeIT {
    private static final String SHOP = "shop";

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private Region primary;
    private Region secondary;
    private long epoch = 1;

    @BeforeAll
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        primary.createApplication(SHOP);
    }

    @BeforeEach
    void goBackToTheOlderSchema() throws Exception {
        primary.execute("DO $$ DECLARE r record; BEGIN FOR r IN SELECT oid::regprocedure AS name FROM pg_proc"
                + " WHERE proname LIKE 'drlab\\_%' LOOP EXECUTE 'DROP ROUTINE ' || r.name; END LOOP; END $$");
        primary.execute("DROP TABLE drlab_fenced_role");
        try (InputStream in = UpgradeIT.class.getResourceAsStream("writer-role-schema.sql")) {
            asAgent(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        asAgent("SELECT drlab_open_writer(" + epoch + ", '" + primary.name() + "')");
    }

    @Test
    void migrateMayBeRunOnItAgainAndAgain() throws Exception {
        primary.agent("migrate");
        primary.agent("migrate");

        drain("upgraded");
        assertThat(primary.mayLogIn(SHOP)).isFalse();
        assertThat(primary.writerMayLogIn()).isFalse();
        primary.agent("migrate"); // forgets nobody
        lift("upgraded");
        assertThat(primary.mayLogIn(SHOP)).isTrue();
        assertThat(primary.writerMayLogIn()).isTrue();
    }

    @Test
    void aDrainOfTheOlderAgentIsLiftedByTheNewerOne() throws Exception {
        asAgent("SELECT drlab_close_writer('old')");
        assertThat(primary.writerMayLogIn()).isFalse();

        primary.agent("migrate");
        assertThat(primary.query("SELECT drlab_lift_drain('old')")).isEqualTo("t");

        assertThat(primary.writerMayLogIn()).isTrue();
        assertThat(primary.drainToken()).isNull();
    }

    /** Nobody may have to migrate before a failover. */
    @Test
    void theNewerAgentOpensItAllTheSame() throws Exception {
        asAgent("SELECT drlab_close_writer('lost')");
        epoch = primary.activate();
        assertThat(primary.writerMayLogIn()).isTrue();
        assertThat(primary.databaseEpoch()).isEqualTo(epoch);
    }

    @Test
    void theNewerAgentFencesItAllTheSame() throws Exception {
        primary.controlForPeer().stop(); // so that only the database is fenced
        try (Connection shop = primary.connect(SHOP)) {
            assertThat(secondary
                            .agent("fence", "epoch", epoch + 1)
                            .path("database")
                            .asText())
                    .isEqualTo("fenced");
            assertThat(shop.isValid(1)).isFalse();
        } finally {
            primary.controlForPeer().start();
        }
        epoch = primary.activate();
        assertThat(primary.mayLogIn(SHOP)).isTrue();
    }

    @Test
    void theOlderAgentOpensANewerDatabase() throws Exception {
        primary.agent("migrate");
        drain("by the newer");
        asAgent("SELECT drlab_open_writer(" + epoch + ", '" + primary.name() + "')");
        assertThat(primary.writerMayLogIn())
                .as("a drain of the epoch that it carries is its token's to lift")
                .isFalse();

        asAgent("SELECT drlab_open_writer(" + (epoch + 2) + ", '" + primary.name() + "')");

        assertThat(primary.mayLogIn(SHOP)).isTrue();
        assertThat(primary.writerMayLogIn()).isTrue();
        lift("by the newer");
        epoch += 2;
        primary.agent("raise", "epoch", epoch);
    }

    private void drain(String token) {
        secondary.agent("drain", "epoch", epoch, "token", token, "deadlineSeconds", 60);
    }

    private void lift(String token) {
        secondary.agent("undrain", "epoch", epoch, "token", token);
    }

    private void asAgent(String sql) throws SQLException {
        try (Connection agent = primary.connect(DatabaseNames.AGENT_ROLE);
                Statement statement = agent.createStatement()) {
            statement.execute(sql);
        }
    }
}
