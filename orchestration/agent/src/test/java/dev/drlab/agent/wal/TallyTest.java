package dev.drlab.agent.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.agent.wal.record.Committed;
import dev.drlab.agent.wal.record.FileNode;
import dev.drlab.agent.wal.record.Lsn;
import dev.drlab.agent.wal.record.RowCounts;
import dev.drlab.agent.wal.record.Transactions;
import dev.drlab.agent.wal.record.WalRow;
import dev.drlab.contract.machine.WalStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long ORDERS = 20_001;
    private static final long ORDERS_TOAST = 20_002;
    private static final long ITEMS = 20_003;
    private static final long DRAIN = 20_004;
    private static final long AUTHID = 1260;
    private static final long STATISTIC = 2619;
    private static final String AT = "2026-11-28 23:01:06+00";

    private final List<Committed> committed = new ArrayList<>();
    private final Transactions transactions = new Transactions(committed::add);
    private final Tally tally = new Tally(TallyTest::relation);
    private long position = 1000;

    private static Relation relation(FileNode file) {
        return switch ((int) file.node()) {
            case (int) ORDERS -> new Relation(Relation.Kind.TABLE, "shop.orders");
            case (int) ORDERS_TOAST -> new Relation(Relation.Kind.TOAST, "pg_toast.x");
            case (int) ITEMS -> new Relation(Relation.Kind.LISTED, "public.items");
            case (int) DRAIN -> new Relation(Relation.Kind.MARKER, "public.drlab_drain");
            case (int) AUTHID -> new Relation(Relation.Kind.CATALOG, "pg_catalog.pg_authid");
            default -> new Relation(Relation.Kind.STATISTICS, "pg_catalog.pg_statistic");
        };
    }

    private void row(long xid, String manager, String type, String description, String block) {
        transactions.add(new WalRow(new Lsn(position++), xid, manager, type, description, block));
    }

    private void insert(long xid, long file) {
        row(xid, "Heap", "INSERT", "off: 1, flags: 0x00", block(file));
    }

    private static String block(long file) {
        return "blkref #0: rel 1663/5/" + file + " fork main blk 0";
    }

    private void commit(long xid, String rest) throws SQLException {
        row(xid, "Transaction", "COMMIT", AT + rest, null);
        for (Committed one : committed) {
            tally.add(one);
        }
        committed.clear();
    }

    @Test
    void subtransactionsBelongToTheirParentAndRolledBackOnesToNobody() throws SQLException {
        insert(10, ORDERS);
        insert(11, ORDERS);
        row(11, "Transaction", "ABORT", AT, null);
        insert(12, ORDERS);
        commit(10, "; subxacts: 12 13");

        assertThat(tally.counts()).isEqualTo(new TransactionCounts(1, 1, 0, 0, 0, 0, 0));
        assertThat(tally.relations().get("shop.orders").rows()).isEqualTo(new RowCounts(2, 0, 0));
    }

    @Test
    void abortedAndUnfinishedTransactionsAreNotCounted() throws SQLException {
        insert(10, ORDERS);
        insert(11, ORDERS);
        row(10, "Transaction", "ABORT", AT + "; subxacts: 11", null);
        insert(12, ORDERS);
        row(0, "Transaction", "ABORT_PREPARED", "12: " + AT, null);
        insert(13, ORDERS);
        commit(14, "");

        assertThat(tally.counts()).isEqualTo(new TransactionCounts(0, 0, 0, 0, 0, 0, 1));
        assertThat(tally.relations()).isEmpty();
    }

    @Test
    void preparedTransactionCountsWithItsCommit() throws SQLException {
        insert(10, ORDERS);
        row(10, "Transaction", "PREPARE", "gid foo: " + AT, null);
        row(0, "Transaction", "COMMIT_PREPARED", "10: " + AT, null);

        assertThat(committed)
                .singleElement()
                .satisfies(one -> assertThat(one.xid()).isEqualTo(10));
    }

    @Test
    void drlabsRowsAreCountedButNotForeign() throws SQLException {
        insert(10, ITEMS);
        commit(10, "");
        insert(11, ITEMS);
        insert(11, ORDERS);
        commit(11, "");

        assertThat(tally.counts()).isEqualTo(new TransactionCounts(2, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void markersWithTheRolesThatTheyCloseAreUpkeepAndRolesAloneAreNot() throws SQLException {
        insert(10, DRAIN);
        insert(10, AUTHID);
        commit(10, "");
        insert(11, AUTHID);
        commit(11, "");
        insert(12, STATISTIC);
        commit(12, "");

        assertThat(tally.counts()).isEqualTo(new TransactionCounts(0, 0, 1, 1, 1, 0, 0));
    }

    @Test
    void locksSequencesAndRowsThatWereTakenBackAreNothing() throws SQLException {
        row(10, "Heap", "LOCK", "xmax: 10, off: 6, infobits: [LOCK_ONLY], flags: 0x00", block(ORDERS));
        commit(10, "");
        row(11, "Sequence", "LOG", "rel 1663/5/16418", block(16_418));
        commit(11, "");
        insert(12, ORDERS);
        row(12, "Heap", "DELETE", "xmax: 0, off: 7, infobits: [], flags: 0x08", block(ORDERS));
        commit(12, "");

        assertThat(tally.counts()).isEqualTo(new TransactionCounts(0, 0, 0, 0, 0, 0, 3));
    }

    @Test
    void rowThatMovesToAnotherPartitionIsOneUpdate() throws SQLException {
        row(10, "Heap", "DELETE", "xmax: 10, off: 1, infobits: [KEYS_UPDATED], flags: 0x10", block(ORDERS));
        insert(10, ORDERS);
        commit(10, "");

        assertThat(tally.relations().get("shop.orders").rows()).isEqualTo(new RowCounts(0, 1, 0));
    }

    @Test
    void messagesThatWaitForTheCommitAreCounted() throws SQLException {
        row(10, "LogicalMessage", "MESSAGE", "transactional, prefix \"a\"; payload (1 bytes): 62", null);
        commit(10, "");
        row(0, "LogicalMessage", "MESSAGE", "non-transactional, prefix \"a\"; payload (1 bytes): 62", null);

        assertThat(tally.counts()).isEqualTo(new TransactionCounts(0, 0, 1, 0, 0, 0, 0));
    }

    private void commitIncomplete(long xid) throws SQLException {
        row(xid, "Transaction", "COMMIT", AT, null);
        for (Committed one : committed) {
            tally.addIncomplete(one);
        }
        committed.clear();
    }

    /** Its first changes were not read: COPY and ANALYZE, a large value's row and the value, or all of it. */
    @Test
    void theEndOfATransactionMakesItNoUpkeep() throws SQLException {
        insert(10, STATISTIC);
        commitIncomplete(10);
        row(11, "Heap", "DELETE", "xmax: 11, off: 1, infobits: [KEYS_UPDATED], flags: 0x00", block(ORDERS_TOAST));
        commitIncomplete(11);
        insert(12, ORDERS);
        row(12, "Heap", "DELETE", "xmax: 0, off: 7, infobits: [], flags: 0x08", block(ORDERS));
        commitIncomplete(12);
        commitIncomplete(13);

        assertThat(tally.counts()).isEqualTo(new TransactionCounts(4, 4, 0, 0, 0, 0, 0));
        assertThat(tally.relations().values()).singleElement().satisfies(unread -> {
            assertThat(unread.name()).startsWith("unknown relation (");
            assertThat(unread.transactions()).isEqualTo(4);
        });
    }

    /** What else they changed is of the same kind, or counted in any case. */
    @Test
    void theEndOfATransactionMayShowWhoseItIs() throws SQLException {
        insert(10, DRAIN);
        commitIncomplete(10);
        insert(11, AUTHID);
        commitIncomplete(11);
        insert(12, ITEMS);
        commitIncomplete(12);
        row(13, "LogicalMessage", "MESSAGE", "transactional, prefix \"a\"; payload (1 bytes): 62", null);
        commitIncomplete(13);

        assertThat(tally.counts()).isEqualTo(new TransactionCounts(1, 0, 2, 1, 0, 0, 0));
    }

    private static WalAccount accountOf(WalStatus status, RelationChanges... relations) {
        boolean all = status == WalStatus.COUNTED;
        return new WalAccount(
                status,
                all ? "" : "stopped",
                Optional.of("0/10"),
                Optional.of("0/20"),
                OptionalLong.of(16),
                new TransactionCounts(relations.length, 0, 0, 0, 0, 0, 0),
                all,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(relations),
                List.of());
    }

    /** Only that may explain that a row of the old database is not in the new one: it was, and its time is over. */
    @Test
    void noNewRowIsSaidOnlyOfWholeAccountsInWhichNoneCouldBe() {
        String canaries = "public.drlab_canary";
        RelationChanges swept = new RelationChanges(canaries, 1, new RowCounts(0, 0, 4));
        RelationChanges written =
                new RelationChanges(canaries + " (dropped or rewritten since)", 1, new RowCounts(1, 0, 0));
        RelationChanges unknown = new RelationChanges("unknown relation (file 7)", 1, new RowCounts(1, 0, 0));
        RelationChanges other = new RelationChanges("shop.orders", 1, new RowCounts(1, 0, 0));

        assertThat(accountOf(WalStatus.COUNTED, swept, other).isWithoutInsertsInto(canaries))
                .isTrue();
        assertThat(accountOf(WalStatus.COUNTED, written).isWithoutInsertsInto(canaries))
                .isFalse();
        assertThat(accountOf(WalStatus.COUNTED, unknown).isWithoutInsertsInto(canaries))
                .isFalse();
        assertThat(accountOf(WalStatus.AT_LEAST, other).isWithoutInsertsInto(canaries))
                .isFalse();
        assertThat(WalAccount.notCounted("no extension").isWithoutInsertsInto(canaries))
                .isFalse();
    }

    @Test
    void anAccountThatMissesRowsIsNotComplete() {
        assertThatThrownBy(() -> new WalAccount(
                        WalStatus.COUNTED,
                        "",
                        Optional.of("0/10"),
                        Optional.of("0/20"),
                        OptionalLong.of(16),
                        new TransactionCounts(0, 0, 0, 0, 0, 0, 0),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()))
                .hasMessageContaining("not complete where rows are missing");
    }

    @Test
    void everyTableOfTheSchemaHasAKind() throws IOException {
        assertThat(schemaTables())
                .contains("items", "drlab_branch")
                .allSatisfy(table -> assertThat(OwnTables.kind("public." + table))
                        .as(table + ": name it in OwnTables")
                        .isNotEqualTo(Relation.Kind.TABLE));
        assertThat(OwnTables.kind("public.orders")).isEqualTo(Relation.Kind.TABLE);
        assertThat(OwnTables.kind("shop.items")).isEqualTo(Relation.Kind.TABLE);
    }

    private static List<String> schemaTables() throws IOException {
        try (InputStream schema = TallyTest.class.getResourceAsStream("/dev/drlab/agent/schema.sql")) {
            String sql = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)")
                    .matcher(sql)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
        }
    }

    @Test
    void whatWasNotCountedIsNeitherZeroNorNothing() {
        WalAccount unknown = WalAccount.notCounted("no extension", Optional.of("0/10"), OptionalLong.of(5000));

        assertThat(unknown.isNothing()).isFalse();
        assertThat(unknown.json(10).has("transactions")).isFalse();
        assertThat(unknown.json(10).path("bytes").asLong()).isEqualTo(5000);
        assertThat(unknown.summary())
                .isEqualTo("transactions not counted, 5000 bytes of WAL beyond the branch: no extension");
    }

    @Test
    void lossReachesFromTheLastCommonCommitToTheLastOne() {
        Instant common = Instant.parse("2026-11-28T23:00:00Z");
        WalAccount account = new WalAccount(
                WalStatus.AT_LEAST,
                "stopped",
                Optional.of("0/10"),
                Optional.of("0/20"),
                OptionalLong.of(16),
                new TransactionCounts(3, 2, 1, 0, 0, 0, 0),
                true,
                Optional.of(common.plusSeconds(1)),
                Optional.of(common.plusSeconds(4)),
                Optional.of(common),
                List.of(
                        new RelationChanges("a", 1, new RowCounts(1, 0, 0)),
                        new RelationChanges("b", 2, new RowCounts(2, 0, 5))),
                List.of());

        assertThat(account.lostSeconds()).isEqualTo(4);
        assertThat(account.isNothing()).isFalse();
        assertThat(account.summary())
                .isEqualTo("at least 3 transactions and 1 that changed schema or roles only in the old database (b: 2"
                        + " inserted, 0 updated, 5 deleted, a: 1 inserted, 0 updated, 0 deleted); not all was counted:"
                        + " stopped");
        assertThat(account.json(1).path("relations")).hasSize(1);
        assertThat(account.json(1).path("relationsLeftOut").asInt()).isEqualTo(1);
        assertThat(account.json(1).has("unlogged")).isFalse();
    }

    /** Their rows are in no WAL, so an account of the WAL that found nothing is not one of nothing. */
    @Test
    void tablesWithoutWalAreNamedBesideTheTransactions() {
        WalAccount nothing = new WalAccount(
                WalStatus.COUNTED,
                "",
                Optional.of("0/10"),
                Optional.of("0/20"),
                OptionalLong.of(16),
                new TransactionCounts(0, 0, 0, 0, 0, 0, 0),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
        assertThat(nothing.isNothing()).isTrue();

        WalAccount account = nothing.withUnlogged(List.of("shop.cart", "shop.draft", "a.b in database c", "d.e"));

        assertThat(account.isNothing()).isFalse();
        assertThat(account.summary())
                .isEqualTo(
                        "0 transactions only in the old database; unlogged tables are in no WAL: shop.cart, shop.draft,"
                                + " a.b in database c and 1 more");
        assertThat(account.json(0).path("unlogged")).hasSize(4);
        assertThat(WalAccount.notCounted("no extension")
                        .withUnlogged(List.of("shop.cart"))
                        .summary())
                .isEqualTo("transactions not counted: no extension; unlogged tables are in no WAL: shop.cart");
    }

    /** A server that ran all the time shows that a table is empty; one that was restarted may have emptied it. */
    @Test
    void anEmptyUnloggedTableIsNamedWhereARestartMayHaveEmptiedIt() {
        assertThat(Unlogged.lostOf("shop.cart", true, true)).contains("shop.cart");
        assertThat(Unlogged.lostOf("shop.cart", true, false)).contains("shop.cart");
        assertThat(Unlogged.lostOf("shop.cart", false, true)).isEmpty();
        assertThat(Unlogged.lostOf("shop.cart", false, false))
                .contains("shop.cart (empty; may have had rows before a restart)");
    }

    @Test
    void moreTablesThanAreNamedAreCounted() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            names.add("shop.t" + i);
        }
        assertThat(WalAccount.notCounted("no extension")
                        .withUnlogged(names)
                        .json(0)
                        .path("unlogged"))
                .hasSize(21)
                .last()
                .satisfies(last -> assertThat(last.asText()).isEqualTo("3 more"));
    }
}
