package dev.drlab.verifier;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** One connection that canaries are written over: one insert and one commit per canary, in one round trip. */
final class WriterSession implements AutoCloseable {
    private static final String INSERT =
            "INSERT INTO " + CanaryTable.NAME + " (run_id, seq, epoch, written_at) VALUES (?, ?, ?, clock_timestamp())";

    private final Connection connection;
    private final PreparedStatement insert;
    private final Term term;

    WriterSession(Connection connection, Term term, UUID runId) throws SQLException {
        this.connection = connection;
        this.term = term;
        insert = connection.prepareStatement(INSERT);
        insert.setObject(1, runId);
    }

    Term term() {
        return term;
    }

    Connection connection() {
        return connection;
    }

    /** Returns once the commit is acknowledged; after an exception the outcome is unknown. */
    void insert(long seq, long epoch) throws SQLException {
        insert.setLong(2, seq);
        insert.setLong(3, epoch);
        insert.executeUpdate();
    }

    /** Cuts the connection under a thread that waits on it. */
    void abort() throws SQLException {
        connection.abort(Runnable::run);
    }

    @Override
    public void close() {
        Connections.closeQuietly(connection);
    }
}
