package dev.drlab.verifier;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.UUID;

/** Reads which canaries of a run a database has, as a set of bits: 125 kB for a million. */
final class SurvivorQuery {
    private static final int FETCH_ROWS = 10_000;
    private static final String SURVIVORS =
            "SELECT seq FROM " + CanaryTable.NAME + " WHERE run_id = ? AND seq > ? ORDER BY seq";

    private SurvivorQuery() {}

    /** The numbers above this one, as distances from it. */
    static BitSet above(Connection connection, UUID runId, long seq) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false); // the driver streams only inside a transaction
        try (PreparedStatement statement = connection.prepareStatement(SURVIVORS)) {
            statement.setObject(1, runId);
            statement.setLong(2, seq);
            statement.setFetchSize(FETCH_ROWS);
            BitSet survivors = new BitSet();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    survivors.set(Math.toIntExact(rows.getLong(1) - seq));
                }
            }
            connection.rollback();
            return survivors;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }
}
