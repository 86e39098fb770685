package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.database.DatabaseNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Database objects that a replica never receives, however far it has replayed, are named by a drain and by the account of the
 * old database.
 */
class NotReplicatedIT {
    private static final String APPLICATION = "shop";
    private static final String OTHER = "warehouse";
    private static final String SLOT = "changes";

    @ExtendWith(RunningRegions.class)
    private TwoRegions regions;

    private Region primary;
    private Region secondary;

    @BeforeEach
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        primary.execute("ALTER SYSTEM SET wal_level = 'logical'");
        primary.killServer();
        primary.server().start();
        primary.createApplication(APPLICATION);
        regions.makeReplica(secondary);
    }

    @Test
    void nothingIsNamedWhereEverythingIsReplicated() {
        assertThat(drain()).isEmpty();
        undrain();
    }

    @Test
    void whatIsEmptiedByThePromotionIsNamedBeforeAndAfterIt() throws Exception {
        asApplication("CREATE UNLOGGED TABLE shop.cart (id bigserial PRIMARY KEY, value text)");
        asApplication("INSERT INTO shop.cart (value) VALUES ('acknowledged')");
        asApplication("CREATE UNLOGGED TABLE shop.empty (id bigint)");
        makeOtherDatabase();
        primary.execute("SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
        primary.execute("SELECT pg_create_logical_replication_slot('passing', 'pgoutput', true)"); // its session ends

        assertThat(drain())
                .containsExactly(
                        "unlogged shop.cart",
                        "unlogged shop.cart_id_seq",
                        "unlogged shop.empty",
                        "logical replication slot " + SLOT,
                        "unlogged public.stock in database " + OTHER);
        undrain();

        long epoch = regions.switchOverTo(secondary);

        assertThat(secondary.agent("open", "epoch", epoch).path("notReplicated"))
                .as("told by the promoted one alone: without the slot, which was the other server's")
                .extracting(JsonNode::asText)
                .containsExactly(
                        "unlogged shop.cart",
                        "unlogged shop.cart_id_seq",
                        "unlogged shop.empty",
                        "unlogged public.stock in database " + OTHER);
        assertThat(secondary.query("SELECT count(*) FROM shop.cart")).isEqualTo("0");
        assertThat(secondary.query("SELECT count(*) FROM pg_replication_slots WHERE slot_type = 'logical'"))
                .isEqualTo("0");
        JsonNode account = primary.agent("walAccount");
        assertThat(account.path("transactions").asLong()).isZero();
        assertThat(account.path("summary").asText())
                .isEqualTo("0 transactions only in the old database; unlogged tables are in no WAL: shop.cart,"
                        + " public.stock in database " + OTHER);
        assertThat(account.path("unlogged")).hasSize(2);
    }

    /** Crash recovery has emptied them: what they had is not known, so that neither is named as one that had none. */
    @Test
    void whatACrashHasEmptiedMayHaveHadRows() throws Exception {
        asApplication("CREATE UNLOGGED TABLE shop.cart (id bigint)");
        asApplication("INSERT INTO shop.cart VALUES (1)");
        asApplication("CREATE UNLOGGED TABLE shop.empty (id bigint)");
        regions.awaitSameWal();
        primary.goDark();
        regions.failOverTo(secondary);
        primary.comeBack();
        assertThat(primary.query("SELECT count(*) FROM shop.cart")).isEqualTo("0");

        JsonNode account = primary.agent("walAccount");

        assertThat(account.path("status").asText()).as(account.toString()).isEqualTo("counted");
        assertThat(account.path("transactions").asLong()).isZero();
        assertThat(account.path("unlogged"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "shop.cart (empty; may have had rows before a restart)",
                        "shop.empty (empty; may have had rows before a restart)");
    }

    /** It is there in both, and stays behind a promotion. */
    @Test
    void aSlotThatIsSynchronizedIsNotMissing() throws Exception {
        primary.execute("SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput', false, false, true)");
        assertThat(drain()).containsExactly("logical replication slot " + SLOT);
        undrain();

        secondary.execute("ALTER SYSTEM SET wal_level = 'logical'");
        secondary.execute("ALTER SYSTEM SET hot_standby_feedback = 'on'");
        String upstream = secondary.query("SELECT current_setting('primary_conninfo')");
        secondary.execute("ALTER SYSTEM SET primary_conninfo = '"
                + (upstream + " dbname=" + DatabaseNames.DATABASE).replace("'", "''") + "'");
        secondary.killServer();
        secondary.server().start();
        regions.awaitStreaming(secondary);
        await().atMost(TwoRegions.TIME_LIMIT).until(() -> {
            primary.execute("SELECT pg_replication_slot_advance('" + SLOT + "', pg_current_wal_lsn())");
            regions.awaitSameWal();
            secondary.execute("SELECT pg_sync_replication_slots()");
            return "1"
                    .equals(secondary.query(
                            "SELECT count(*) FROM pg_replication_slots WHERE synced AND NOT temporary"));
        });

        assertThat(drain()).isEmpty();
        undrain();
    }

    private void makeOtherDatabase() throws SQLException {
        primary.execute("CREATE DATABASE " + OTHER + " OWNER " + APPLICATION);
        try (Connection connection = primary.server().superuser(OTHER);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + APPLICATION);
            statement.execute("CREATE UNLOGGED TABLE public.stock AS SELECT 1 AS id");
        }
    }

    private void asApplication(String sql) throws SQLException {
        try (Connection connection = primary.connect(APPLICATION);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> drain() {
        List<String> found = new ArrayList<>();
        secondary
                .agent("drain", "epoch", 1, "token", "look", "deadlineSeconds", 60)
                .path("notReplicated")
                .forEach(name -> found.add(name.asText()));
        return found;
    }

    private void undrain() {
        secondary.agent("undrain", "epoch", 1, "token", "look");
    }
}
