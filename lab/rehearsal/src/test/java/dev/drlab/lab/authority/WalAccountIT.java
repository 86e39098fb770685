package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows that exist only in the old database by its WAL equal an independent count of an unknown application's rows,
 * at random moments. {@code -Ddrlab.kills=20} takes twenty moments, {@code -Ddrlab.seed} repeats a series.
 */
@Tag("deep")
class WalAccountIT {
    private static final long SEED = Long.getLong("drlab.seed", System.nanoTime());

    @ExtendWith(RunningRegions.class)
    private TwoRegions regions;

    private Region primary;
    private Region secondary;

    @BeforeEach
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        ForeignLoad.install(primary);
        regions.makeReplica(secondary);
    }

    static long[] moments() {
        return new Random(SEED)
                .longs(Integer.getInteger("drlab.kills", 3), 200, 1500)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void accountIsWhatAnIndependentCountSays(long millis) throws Exception {
        Random random = new Random(SEED ^ millis);
        try (ForeignLoad load = ForeignLoad.start(primary, millis)) {
            TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(500)); // the moment is what is random
            if (random.nextBoolean()) {
                primary.execute("CHECKPOINT"); // lists the running transactions
            }
            stopReplication();
            TimeUnit.MILLISECONDS.sleep(millis);
            primary.goDark();
            System.out.printf("seed %d, kill after %d ms: %d committed%n", SEED, millis, load.committed());
        }
        regions.failOverTo(secondary);
        primary.comeBack();

        ForeignLoad.Difference expected = ForeignLoad.difference(primary, secondary);
        JsonNode account = primary.agent("walAccount");
        assertThat(account.path("status").asText()).isEqualTo("counted");
        assertThat(account.path("rowsComplete").asBoolean()).isTrue();
        assertThat(relations(account)).isEqualTo(expected.relations());
        assertThat(account.path("transactions").asLong()).isEqualTo(expected.transactions());
        assertThat(account.path("foreignTransactions").asLong()).isEqualTo(expected.transactions());
        assertThat(account.path("otherTransactions").asLong()).isZero();
        assertThat(expected.transactions()).isPositive();
        assertThat(account.path("branch").asText()).startsWith(switchPoint(secondary) + " on timeline 1");

        upkeepIn(primary);
        JsonNode again = primary.agent("walAccount");
        assertThat(again.path("transactions").asLong())
                .as("upkeep counts as nothing")
                .isEqualTo(expected.transactions());
        assertThat(again.path("otherTransactions").asLong()).isZero();
        assertThat(again.path("upkeep").path("statistics").asLong()).isPositive();

        long before = count(expected, "shop.doomed");
        primary.execute("DROP TABLE shop.doomed");
        primary.execute("VACUUM FULL shop.note");
        JsonNode dropped = primary.agent("walAccount");
        assertThat(dropped.path("transactions").asLong())
                .as("a dropped table's transactions stay counted")
                .isEqualTo(expected.transactions());
        assertThat(relations(dropped))
                .containsEntry("shop.doomed (dropped or rewritten since)", List.of(before, 0L, 0L));
        assertThat(dropped.path("otherTransactions").asLong()).isEqualTo(2);
    }

    /** The position moves by itself once the replica's receiver is told to go nowhere. */
    private void stopReplication() throws Exception {
        secondary.execute("ALTER SYSTEM SET primary_conninfo = ''");
        secondary.execute("SELECT pg_reload_conf()");
        await().atMost(TwoRegions.TIME_LIMIT)
                .until(() -> secondary
                        .query("SELECT count(*) FROM pg_stat_wal_receiver")
                        .equals("0"));
    }

    @Test
    void transactionThatWasUnderWayLongBeforeTheBranchIsCountedWhole() throws Exception {
        try (Connection slow = primary.connect(ForeignLoad.ROLE);
                Connection silent = primary.connect(ForeignLoad.ROLE);
                Statement inSlow = slow.createStatement();
                Statement inSilent = silent.createStatement()) {
            slow.setAutoCommit(false);
            silent.setAutoCommit(false);
            inSlow.execute("INSERT INTO shop.doomed SELECT n, 'early' FROM generate_series(1, 5) n");
            inSilent.execute("INSERT INTO shop.note (body) VALUES ('all before the branch')");
            for (int i = 0; i < 3; i++) {
                primary.execute("CHECKPOINT"); // lists the running transactions
                primary.execute("INSERT INTO shop.account VALUES (" + (-i - 1) + ", 0)");
            }
            regions.awaitSameWal();
            stopReplication();
            inSlow.execute("INSERT INTO shop.doomed SELECT n, 'late' FROM generate_series(1, 2) n");
            slow.commit();
            silent.commit();
        }
        primary.goDark();
        regions.failOverTo(secondary);
        primary.comeBack();

        JsonNode account = primary.agent("walAccount");

        assertThat(account.path("status").asText()).isEqualTo("counted");
        assertThat(account.path("rowsComplete").asBoolean()).isTrue();
        assertThat(account.path("transactions").asLong()).isEqualTo(2);
        assertThat(relations(account))
                .isEqualTo(Map.of("shop.doomed", List.of(7L, 0L, 0L), "shop.note", List.of(1L, 0L, 0L)));
    }

    /** The transaction's rows are gone from the WAL; what is left of it looks like ANALYZE's own. */
    @Test
    void theEndOfATransactionWhoseBeginIsGoneIsNoUpkeep() throws Exception {
        primary.execute("ALTER SYSTEM SET wal_keep_size = 0");
        primary.execute("SELECT pg_reload_conf()");
        try (Connection slow = primary.connect(ForeignLoad.ROLE);
                Statement inSlow = slow.createStatement()) {
            slow.setAutoCommit(false);
            inSlow.execute("INSERT INTO shop.doomed SELECT n, 'early' FROM generate_series(1, 5) n");
            String begin = primary.query("SELECT pg_walfile_name(pg_current_wal_insert_lsn())");
            await().atMost(TwoRegions.TIME_LIMIT).until(() -> {
                primary.execute("SELECT pg_switch_wal()");
                primary.execute("CHECKPOINT");
                return primary.query("SELECT count(*) FROM pg_ls_waldir() WHERE name = ?", begin)
                        .equals("0");
            });
            regions.awaitSameWal();
            stopReplication();
            inSlow.execute("ANALYZE shop.doomed");
            slow.commit();
        }
        primary.goDark();
        regions.failOverTo(secondary);
        primary.comeBack();

        JsonNode account = primary.agent("walAccount");

        assertThat(account.path("rowsComplete").asBoolean())
                .as(account.toString())
                .isFalse();
        assertThat(account.path("status").asText()).isEqualTo("atLeast");
        assertThat(account.path("reason").asText())
                .isEqualTo("what some of them changed lies before the WAL that was read");
        assertThat(account.path("transactions").asLong()).isEqualTo(1);
        assertThat(account.path("upkeep").path("statistics").asLong()).isZero();
        assertThat(account.path("relations").path(0).path("name").asText()).startsWith("unknown relation (");
    }

    /** As a base backup leaves it: the rest of the file has no record from which reading could begin. */
    @Test
    void aFileThatWasLeftEarlyBeforeTheBranchDoesNotHideTheAccount() throws Exception {
        for (int i = 1; i <= 6; i++) { // further than a reading reaches back
            primary.execute("INSERT INTO shop.account VALUES (" + -i + ", 0)");
            primary.execute("SELECT pg_switch_wal()");
        }
        primary.execute("INSERT INTO shop.account SELECT -n, 0 FROM generate_series(7, 3000) n");
        regions.awaitSameWal();
        stopReplication();
        primary.execute("INSERT INTO shop.account SELECT -n, 0 FROM generate_series(3001, 3010) n");
        primary.goDark();
        regions.failOverTo(secondary);
        primary.comeBack();

        JsonNode account = primary.agent("walAccount");

        assertThat(account.path("status").asText()).as(account.toString()).isEqualTo("counted");
        assertThat(account.path("transactions").asLong()).isEqualTo(1);
        assertThat(relations(account)).isEqualTo(Map.of("shop.account", List.of(10L, 0L, 0L)));
    }

    @Test
    void whatCannotBeReadIsNotCountedAndNeverNothing() throws Exception {
        stopReplication();
        primary.execute("INSERT INTO shop.account SELECT -n, 0 FROM generate_series(1, 1000) n");
        primary.goDark();
        regions.failOverTo(secondary);
        primary.comeBack();
        assertThat(primary.agent("walAccount").path("transactions").asLong()).isEqualTo(1);

        primary.execute("REVOKE EXECUTE ON FUNCTION pg_get_wal_records_info(pg_lsn, pg_lsn) FROM drlab_agent");
        assertNotCounted("pg_read_server_files");
        primary.execute("DROP EXTENSION pg_walinspect");
        assertNotCounted("pg_walinspect is missing and cannot be created");
        primary.execute("CREATE EXTENSION pg_walinspect");
        primary.execute("GRANT EXECUTE ON FUNCTION pg_get_wal_records_info(pg_lsn, pg_lsn) TO drlab_agent");

        primary.execute("ALTER SYSTEM SET wal_keep_size = 0");
        primary.execute("SELECT pg_reload_conf()");
        primary.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
        for (int i = 0; i < 4; i++) {
            primary.execute("SELECT pg_switch_wal()");
            primary.execute("CHECKPOINT");
        }
        assertNotCounted("was removed already");

        secondary.execute("DELETE FROM drlab_branch");
        secondary.execute("DROP EXTENSION pg_walinspect");
        JsonNode account = primary.agent("walAccount");
        assertThat(account.path("status").asText()).isEqualTo("notCounted");
        assertThat(account.path("reason").asText()).contains("it is not known where the peer's timeline branches off");
    }

    private void assertNotCounted(String reason) {
        JsonNode account = primary.agent("walAccount");
        assertThat(account.path("status").asText()).isEqualTo("notCounted");
        assertThat(account.path("reason").asText()).contains(reason);
        assertThat(account.has("transactions")).isFalse();
        assertThat(account.path("bytes").asLong()).isGreaterThan(50_000);
        assertThat(account.path("summary").asText()).startsWith("transactions not counted, ");
    }

    @Test
    void branchIsFoundAfterTheServerWasRestarted() throws Exception {
        stopReplication();
        primary.execute("INSERT INTO shop.account VALUES (-1, 0)");
        primary.goDark();
        long epoch = secondary.agent("replicationStatus").get("nextEpoch").asLong();
        secondary.agent("raise", "epoch", epoch);
        secondary.server().promote(TwoRegions.TIME_LIMIT);
        secondary.server().kill(); // RDS restarts the server after a promotion
        secondary.server().start();
        secondary.agent("open", "epoch", epoch);
        primary.comeBack();

        JsonNode account = primary.agent("walAccount");

        assertThat(account.path("branch").asText()).startsWith(switchPoint(secondary) + " on timeline 1");
        assertThat(account.path("transactions").asLong()).isEqualTo(1);
    }

    /** 100 MB in seconds; the figure is printed, and bounded only loosely. */
    @Test
    void muchWalIsReadInPortions() throws Exception {
        stopReplication();
        primary.execute("INSERT INTO shop.account SELECT n + 5000, 0 FROM generate_series(1, 250000) n");
        primary.execute("UPDATE shop.account SET balance = balance + 1 WHERE id > 5000");
        primary.execute("DELETE FROM shop.account WHERE id > 5000");
        primary.goDark();
        regions.failOverTo(secondary);
        primary.comeBack();

        long start = System.nanoTime();
        JsonNode account = primary.agent("walAccount");
        double seconds = (System.nanoTime() - start) / 1e9;

        System.out.printf(
                "%.1f MB of WAL accounted for in %.2f s%n",
                account.path("bytes").asLong() / 1e6, seconds);
        assertThat(relations(account)).isEqualTo(Map.of("shop.account", List.of(250_000L, 250_000L, 250_000L)));
        assertThat(account.path("transactions").asLong()).isEqualTo(3);
        assertThat(seconds).isLessThan(60);
    }

    private static void upkeepIn(Region region) throws Exception {
        for (String database : List.of("drlab", ForeignLoad.OTHER_DATABASE)) {
            try (Connection connection = region.server().superuser(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("ANALYZE");
                statement.execute("VACUUM FREEZE");
                statement.execute("SELECT * FROM shop.account WHERE id = 1 FOR UPDATE");
                statement.execute("SELECT nextval('shop.note_id_seq') FROM generate_series(1, 100)");
            }
        }
    }

    private static long count(ForeignLoad.Difference difference, String relation) {
        return difference.relations().getOrDefault(relation, List.of(0L)).get(0);
    }

    private static Map<String, List<Long>> relations(JsonNode account) {
        Map<String, List<Long>> relations = new TreeMap<>();
        account.path("relations")
                .forEach(relation -> relations.put(
                        relation.path("name").asText(),
                        List.of(
                                relation.path("inserted").asLong(),
                                relation.path("updated").asLong(),
                                relation.path("deleted").asLong())));
        return relations;
    }

    /** The history file says where the second timeline branches off; the agent may not read it. */
    private static String switchPoint(Region region) throws Exception {
        String history = Files.readString(region.server().dataDirectory().resolve("pg_wal/00000002.history"));
        return history.lines()
                .filter(line -> line.startsWith("1\t"))
                .findFirst()
                .orElseThrow()
                .split("\t")[1];
    }

    @Test
    void switchoverLeavesNothingBehindThatOnlyTheOldDatabaseHas() throws Exception {
        try (ForeignLoad load = ForeignLoad.start(primary, 1)) {
            await().atMost(TwoRegions.TIME_LIMIT).until(() -> load.committed() > 20);
            regions.switchOverTo(secondary);
        }

        JsonNode account = primary.agent("walAccount");

        assertThat(account.path("status").asText()).isEqualTo("counted");
        assertThat(account.path("transactions").asLong()).isZero();
        assertThat(account.path("otherTransactions").asLong()).isZero();
        assertThat(account.path("upkeep").path("markers").asLong())
                .as("the drain's marker lies before the branch")
                .isZero();
    }
}
