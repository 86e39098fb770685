package dev.drlab.verifier.account;

import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.verifier.table.CanaryRelation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Reads which canaries of a run a database has. */
public final class SurvivorQuery {
    private static final int FETCH_ROWS = 10_000;
    private static final String SURVIVORS = "SELECT seq FROM %s WHERE run_id = ? AND seq BETWEEN ? AND ? ORDER BY seq";

    private SurvivorQuery() {}

    /** The numbers above this one, as distances from it. */
    public static BitSet above(Connection connection, CanaryRelation table, UUID runId, long seq) throws SQLException {
        BitSet survivors = new BitSet();
        within(
                connection,
                table,
                runId,
                new SeqRange(seq + 1, Long.MAX_VALUE),
                found -> survivors.set(Math.toIntExact(found - seq)));
        return survivors;
    }

    /** Tells of every number within the range that is there, in order. */
    static void within(Connection connection, CanaryRelation table, UUID runId, SeqRange range, LongConsumer found)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false); // the driver streams only inside a transaction
        try (PreparedStatement statement = connection.prepareStatement(SURVIVORS.formatted(table.qualifiedName()))) {
            statement.setObject(1, runId);
            statement.setLong(2, range.from());
            statement.setLong(3, range.to());
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.accept(rows.getLong(1));
                }
            }
            connection.rollback();
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }
}
