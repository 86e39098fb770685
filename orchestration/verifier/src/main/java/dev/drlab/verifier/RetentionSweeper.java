package dev.drlab.verifier;

import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Term;
import dev.drlab.verifier.ledger.Retention;
import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.verifier.table.CanaryRelation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * Keeps the table small: deletes rows that are older than the retention and that the replica has, in small batches, and
 * notes in the ledger first how far it will go; where copies of the ledger have to agree with the table, it goes only as
 * far as the last copy says. What surrounds a loss stays. Also deletes what other runs left a week ago or longer.
 */
final class RetentionSweeper implements Runnable {
    private static final int ANSWER_MILLIS = 5000;
    private static final int BATCH_ROWS = 2000;
    private static final Duration ABANDONED = Duration.ofDays(7);
    private static final String DELETE = "WITH old AS (SELECT seq FROM %1$s"
            + " WHERE run_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT " + BATCH_ROWS + "),"
            + " gone AS (DELETE FROM %1$s c USING old WHERE c.run_id = ? AND c.seq = old.seq RETURNING c.seq)"
            + " SELECT count(*), max(seq) FROM gone";
    /** Walks from run to run over the primary key, and takes the newest row of each. */
    private static final String ABANDONED_RUNS = "WITH RECURSIVE run AS ("
            + "(SELECT run_id FROM %1$s ORDER BY run_id LIMIT 1) UNION ALL"
            + " SELECT (SELECT c.run_id FROM %1$s c WHERE c.run_id > run.run_id ORDER BY c.run_id LIMIT 1)"
            + " FROM run WHERE run.run_id IS NOT NULL)"
            + " SELECT run.run_id, newest.seq FROM run, LATERAL (SELECT seq, written_at FROM %1$s c"
            + " WHERE c.run_id = run.run_id ORDER BY seq DESC LIMIT 1) newest"
            + " WHERE newest.written_at < now() - make_interval(secs => ?)";

    private final RunParts parts;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Connection connection;
    private CanaryRelation table;
    private Term connectedIn;
    private volatile long copiedThrough;
    private long deleted;

    /** The highest number in use at a time. */
    private record Mark(long nanos, long seq) {}

    RetentionSweeper(RunParts parts) {
        this.parts = parts;
        this.copiedThrough = parts.config().ledgerCopied() ? 0 : Long.MAX_VALUE;
    }

    /** One sweep; meant to run once a second. */
    @Override
    public void run() {
        long nowNanos = parts.clock().nanos();
        marks.add(new Mark(nowNanos, parts.tracker().lastStarted()));
        long old = 0;
        while (!marks.isEmpty()
                && nowNanos - marks.peek().nanos() >= parts.config().retention().toNanos()) {
            old = marks.remove().seq();
        }
        long limit = Math.min(old, parts.tracker().deletableThrough());
        if (limit > parts.ledger().retention().through()
                && !parts.ledger().retain(limit, parts.tracker().lossWindows())) {
            return;
        }
        Term term = parts.topology().term();
        if (term == null
                || parts.ledger().failure().isPresent()
                || parts.ledger().relation().isEmpty()) {
            return;
        }
        try {
            sweep(term);
        } catch (SQLException e) {
            parts.errors().accept("retention: " + Causes.of(e));
            close();
        }
    }

    private void sweep(Term term) throws SQLException {
        if (!term.equals(connectedIn)) {
            connect(term);
        }
        Retention noted = parts.ledger().retention();
        long limit = Math.min(noted.through(), copiedThrough);
        for (SeqRange range : new Retention(limit, noted.kept()).deletableAbove(deleted)) {
            for (deleted = range.from() - 1; deleted < range.to(); ) {
                deleted = deleteBatch(parts.runId(), deleted, range.to());
            }
        }
    }

    /** A copy of the ledger has the note that rows up to this number may be deleted. */
    void copied(long through) {
        copiedThrough = through;
    }

    /** Deletes the next rows and returns up to which number there are none any more. */
    private long deleteBatch(UUID id, long above, long upTo) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE.formatted(table.qualifiedName()))) {
            statement.setObject(1, id);
            statement.setLong(2, above);
            statement.setLong(3, upTo);
            statement.setObject(4, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) < BATCH_ROWS ? upTo : row.getLong(2);
            }
        }
    }

    private void connect(Term term) throws SQLException {
        close();
        Endpoint endpoint = parts.endpoints().get(term.endpoint());
        connection = Connections.open(endpoint, endpoint.writer(), ANSWER_MILLIS);
        table = parts.requireTable(connection, endpoint);
        RunParts.set(connection, "SET synchronous_commit = off; SET enable_seqscan = off; SET enable_bitmapscan = off");
        deleted = 0; // an earlier writer's deletions may not have reached this one
        connectedIn = term;
        deleteAbandonedRuns();
    }

    private void deleteAbandonedRuns() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(ABANDONED_RUNS.formatted(table.qualifiedName()))) {
            statement.setDouble(1, ABANDONED.toSeconds());
            try (ResultSet runs = statement.executeQuery()) {
                while (runs.next()) {
                    UUID other = runs.getObject(1, UUID.class);
                    long newest = runs.getLong(2);
                    for (long done = 0; done < newest; ) {
                        done = deleteBatch(other, done, newest);
                    }
                }
            }
        }
    }

    /** Leaves the database. */
    void close() {
        Connections.closeQuietly(connection);
        connection = null;
        connectedIn = null;
    }
}
