package dev.drlab.verifier;

import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.database.Term;
import dev.drlab.verifier.table.CanaryRelation;
import dev.drlab.verifier.table.NotInsertedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One connection that canaries are written over: one insert and one commit per canary, in one round trip. */
final class WriterSession implements AutoCloseable {
    /** Longer ago than this, a pooler, balancer or server may have cut the connection meanwhile. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int ALIVE_SECONDS = 2;
    private static final String INSERT =
            "INSERT INTO %s (run_id, seq, epoch, written_at) VALUES (?, ?, ?, clock_timestamp()) RETURNING run_id, seq";

    private final Connection connection;
    private final PreparedStatement insert;
    private final Term term;
    private final UUID runId;
    private long usedNanos = System.nanoTime();

    WriterSession(Connection connection, CanaryRelation table, Term term, UUID runId) throws SQLException {
        this.connection = connection;
        this.term = term;
        this.runId = runId;
        insert = connection.prepareStatement(INSERT.formatted(table.qualifiedName()));
        insert.setObject(1, runId);
    }

    Term term() {
        return term;
    }

    Connection connection() {
        return connection;
    }

    /** False when it was idle and does not answer any more: an idle limit on the way has cut it. One round trip if idle. */
    boolean isAlive() throws SQLException {
        boolean idle = System.nanoTime() - usedNanos > IDLE_NANOS;
        boolean alive = !idle || connection.isValid(ALIVE_SECONDS);
        usedNanos = System.nanoTime();
        return alive;
    }

    /**
     * Returns once the commit is acknowledged; after an exception the outcome is unknown.
     *
     * @throws NotInsertedException if the server acknowledged a commit without this row in it
     */
    void insert(long seq, long epoch) throws SQLException {
        insert.setLong(2, seq);
        insert.setLong(3, epoch);
        try (ResultSet inserted = insert.executeQuery()) {
            boolean same =
                    inserted.next() && runId.equals(inserted.getObject(1, UUID.class)) && inserted.getLong(2) == seq;
            if (!same) {
                throw new NotInsertedException();
            }
        } finally {
            usedNanos = System.nanoTime();
        }
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
