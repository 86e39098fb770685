package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.wal.WalAccount;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.machine.DivergenceAnswer;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * The commits that exist only in the own, superseded database: items and canaries that the peer's does not have. A
 * replica that was promoted has a prefix of the old primary's commits, so only rows behind the last surviving one, less a
 * margin for commits that overtook each other, are compared; each of those is compared exactly.
 */
final class Divergence {
    /** Rows whose numbers lie further apart than this are taken to have been committed in their numbers' order. */
    static final long MARGIN = 100_000;

    private static final String CANARY_TABLE = "drlab_canary";
    private static final int BATCH = 1000;
    private static final String ITEM_COLUMNS = "id, idempotency_key, region, epoch,"
            + " (extract(epoch FROM created_at) * 1000000)::bigint AS created_micros, created_at, value";

    private final Connection own;
    private final Connection peer;
    private final EvidenceStore.Sheet sheet;
    private final boolean noCanaryBeyond;
    private final long ownEpoch;

    /**
     * @param own the superseded database; auto-commit is turned off, so that rows are read as they are needed
     * @param peer the active region's database
     * @param wal what the own database's WAL tells: where it shows that all canaries had arrived, those that the peer
     *     does not have were deleted there since
     */
    Divergence(Connection own, Connection peer, WalAccount wal, EvidenceStore.Sheet sheet) throws SQLException {
        this.own = own;
        this.peer = peer;
        this.sheet = sheet;
        this.noCanaryBeyond = wal.isWithoutInsertsInto("public." + CANARY_TABLE);
        this.ownEpoch = whole(own, "SELECT coalesce(max(epoch), 0) FROM " + DatabaseNames.EPOCH_TABLE);
        own.setAutoCommit(false);
    }

    /** Counts and lists them; with the account by WAL, as it is answered. */
    ObjectNode account(ObjectNode walAnswer) throws SQLException, IOException {
        long items = items();
        long canaries = hasCanaries(own) ? canaries() : 0;
        return DivergenceAnswer.saved(items, canaries, sheet.location(), walAnswer);
    }

    private long items() throws SQLException, IOException {
        long survived = whole(
                peer, "SELECT coalesce(max(id), 0) FROM " + DatabaseNames.ITEMS_TABLE + " WHERE epoch <= " + ownEpoch);
        try (PreparedStatement rows = own.prepareStatement(
                "SELECT " + ITEM_COLUMNS + " FROM " + DatabaseNames.ITEMS_TABLE + " WHERE id > ? ORDER BY id")) {
            rows.setFetchSize(BATCH);
            rows.setLong(1, survived - MARGIN);
            return compare(rows, new Items());
        }
    }

    private long canaries() throws SQLException, IOException {
        long only = 0;
        for (UUID run : runs()) {
            Canaries kind = new Canaries(run);
            OptionalLong retained = oldestInBoth(kind);
            if (retained.isPresent()) {
                only += canaries(kind, Math.max(survived(run) - MARGIN, retained.getAsLong()));
            } else if (!noCanaryBeyond) {
                only += canaries(kind, 0);
            }
        }
        return only;
    }

    private long canaries(Canaries kind, long from) throws SQLException, IOException {
        try (PreparedStatement rows = numbered(kind.run, from)) {
            return compare(rows, kind);
        }
    }

    private PreparedStatement numbered(UUID run, long from) throws SQLException {
        PreparedStatement rows = own.prepareStatement(
                "SELECT seq, epoch, written_at FROM " + CANARY_TABLE + " WHERE run_id = ? AND seq >= ? ORDER BY seq");
        rows.setFetchSize(BATCH);
        rows.setObject(1, run);
        rows.setLong(2, from);
        return rows;
    }

    /**
     * Older rows than this one the peer had and has deleted since, as their time was over. Empty where they have no row
     * of the run in common: all of them were deleted, or none has ever arrived. What the run wrote to the peer since tells
     * nothing of that.
     */
    private OptionalLong oldestInBoth(Canaries kind) throws SQLException {
        try (PreparedStatement statement = numbered(kind.run, 0);
                ResultSet rows = statement.executeQuery()) {
            List<Row> batch = new ArrayList<>();
            while (rows.next()) {
                batch.add(kind.row(rows));
                if (batch.size() == BATCH) {
                    OptionalLong found = firstInPeer(batch, kind);
                    if (found.isPresent()) {
                        return found;
                    }
                    batch.clear();
                }
            }
            return firstInPeer(batch, kind);
        }
    }

    private static OptionalLong firstInPeer(List<Row> batch, Canaries kind) throws SQLException {
        Set<String> there = kind.inPeer(batch);
        return batch.stream()
                .filter(row -> there.contains(row.signature()))
                .mapToLong(Row::number)
                .findFirst();
    }

    /** The newest row that the peer can have from the own database: what the run wrote there since is higher. */
    private long survived(UUID run) throws SQLException {
        return canary(peer, " AND epoch <= " + ownEpoch + " AND seq <= " + canary(own, "", run), run);
    }

    private List<UUID> runs() throws SQLException {
        List<UUID> runs = new ArrayList<>();
        try (Statement statement = own.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT run_id FROM " + CANARY_TABLE)) {
            while (rows.next()) {
                runs.add(rows.getObject(1, UUID.class));
            }
        }
        return runs;
    }

    /** The highest number of the run that the condition holds for; 0 where there is none. */
    private static long canary(Connection connection, String condition, UUID run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT coalesce(max(seq), 0) FROM " + CANARY_TABLE + " WHERE run_id = ?" + condition)) {
            statement.setObject(1, run);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private long compare(PreparedStatement statement, Kind kind) throws SQLException, IOException {
        long only = 0;
        try (ResultSet rows = statement.executeQuery()) {
            List<Row> batch = new ArrayList<>();
            while (rows.next()) {
                batch.add(kind.row(rows));
                if (batch.size() == BATCH) {
                    only += list(batch, kind);
                    batch.clear();
                }
            }
            return only + list(batch, kind);
        }
    }

    private long list(List<Row> batch, Kind kind) throws SQLException, IOException {
        if (batch.isEmpty()) {
            return 0;
        }
        Set<String> there = kind.inPeer(batch);
        long only = 0;
        for (Row row : batch) {
            if (!there.contains(row.signature())) {
                sheet.line(row.json().toString());
                only++;
            }
        }
        return only;
    }

    private static boolean hasCanaries(Connection connection) throws SQLException {
        return whole(connection, "SELECT count(to_regclass('" + CANARY_TABLE + "'))") == 1;
    }

    private static long whole(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * A row.
     *
     * @param number what it is found by in the peer
     * @param signature equal exactly when both databases have the same commit
     * @param json the line of the list
     */
    private record Row(long number, String signature, ObjectNode json) {}

    /** The parts of the comparison that differ between the tables. */
    private interface Kind {
        Row row(ResultSet rows) throws SQLException;

        /** The signatures of the peer's rows that have the batch's numbers. */
        Set<String> inPeer(List<Row> batch) throws SQLException;
    }

    private final class Items implements Kind {
        @Override
        public Row row(ResultSet rows) throws SQLException {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("kind", "item")
                    .put("id", rows.getLong("id"))
                    .put("idempotencyKey", rows.getString("idempotency_key"))
                    .put("value", rows.getString("value"))
                    .put("region", rows.getString("region"))
                    .put("epoch", rows.getLong("epoch"))
                    .put(
                            "createdAt",
                            rows.getTimestamp("created_at").toInstant().toString());
            return new Row(rows.getLong("id"), signature(rows), json);
        }

        @Override
        public Set<String> inPeer(List<Row> batch) throws SQLException {
            try (PreparedStatement statement = peer.prepareStatement(
                    "SELECT " + ITEM_COLUMNS + " FROM " + DatabaseNames.ITEMS_TABLE + " WHERE id = ANY (?)")) {
                return signatures(statement, 1, batch, Items::signature);
            }
        }

        /** The promoted database gives the same numbers to other rows, hence the rest. */
        private static String signature(ResultSet rows) throws SQLException {
            return rows.getLong("id") + "|" + rows.getString("region") + "|" + rows.getLong("epoch") + "|"
                    + rows.getLong("created_micros") + "|" + rows.getString("idempotency_key");
        }
    }

    private final class Canaries implements Kind {
        private final UUID run;
        private final boolean inPeer;

        Canaries(UUID run) throws SQLException {
            this.run = run;
            this.inPeer = hasCanaries(peer);
        }

        @Override
        public Row row(ResultSet rows) throws SQLException {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("kind", "canary")
                    .put("runId", run.toString())
                    .put("seq", rows.getLong("seq"))
                    .put("epoch", rows.getLong("epoch"))
                    .put(
                            "writtenAt",
                            rows.getTimestamp("written_at").toInstant().toString());
            return new Row(rows.getLong("seq"), signature(rows), json);
        }

        @Override
        public Set<String> inPeer(List<Row> batch) throws SQLException {
            if (!inPeer) {
                return Set.of();
            }
            try (PreparedStatement statement = peer.prepareStatement(
                    "SELECT seq, epoch FROM " + CANARY_TABLE + " WHERE run_id = ? AND seq = ANY (?)")) {
                statement.setObject(1, run);
                return signatures(statement, 2, batch, Canaries::signature);
            }
        }

        private static String signature(ResultSet rows) throws SQLException {
            return rows.getLong("seq") + "|" + rows.getLong("epoch");
        }
    }

    private Set<String> signatures(PreparedStatement statement, int parameter, List<Row> batch, Signature signature)
            throws SQLException {
        Array numbers =
                peer.createArrayOf("bigint", batch.stream().map(Row::number).toArray());
        statement.setArray(parameter, numbers);
        Set<String> found = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(signature.of(rows));
            }
        }
        return found;
    }

    private interface Signature {
        String of(ResultSet rows) throws SQLException;
    }
}
