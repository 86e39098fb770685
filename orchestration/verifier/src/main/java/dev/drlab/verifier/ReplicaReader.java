package dev.drlab.verifier;

import dev.drlab.verifier.account.SurvivorQuery;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Term;
import dev.drlab.verifier.measure.AckForecast;
import dev.drlab.verifier.measure.PollTimer;
import dev.drlab.verifier.table.CanaryRelation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks for canaries on the standby of the present writer, only while some are outstanding, and no more often than
 * {@link PollTimer} says.
 *
 * <p>Each reading asks for everything above the highest number below which nothing is open, so commits that become visible
 * out of order are not missed.
 */
final class ReplicaReader implements Runnable {
    private static final int ANSWER_MILLIS = 2000;
    private static final long IDLE_MILLIS = 250;
    private static final long RETRY_MILLIS = 50;
    private static final int PAGE_ROWS = 10_000;
    /** A sleep that is shorter takes longer: the timer's slack alone is 50 µs on Linux. */
    private static final long SHORTEST_SLEEP_NANOS = 60_000;
    /** Shows nothing but on a standby: what the writer shows of its own rows, by whatever way it was reached, proves nothing. */
    private static final String POLL =
            "SELECT seq FROM %s WHERE run_id = ? AND seq > ? AND pg_is_in_recovery() ORDER BY seq LIMIT " + PAGE_ROWS;

    private final RunParts parts;
    private final PollTimer timer;
    private final AckForecast forecast;
    private final long[] page = new long[PAGE_ROWS];

    private Connection connection;
    private PreparedStatement poll;
    private int connectedTo = -1;
    private long previousSentNanos = -1;
    private volatile boolean closed;

    ReplicaReader(RunParts parts) {
        this.parts = parts;
        CanaryConfig config = parts.config();
        this.timer = new PollTimer(
                config.minPollInterval().toNanos(), config.maxPollInterval().toNanos());
        this.forecast = new AckForecast(config.rowsPerSecond());
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void step() throws InterruptedException {
        Term term = parts.topology().term();
        if (term == null) {
            parts.topology().awaitChange(IDLE_MILLIS);
            return;
        }
        if (!awaitOutstanding()) {
            return;
        }
        if (parts.tracker().hasOutstandingBefore(term.number())) {
            settle(term);
            return;
        }
        int replica = parts.topology().replica();
        if (replica < 0) {
            parts.topology().awaitChange(IDLE_MILLIS);
            return;
        }
        try {
            observe(term, replica);
        } catch (SQLException e) {
            report(replica, e);
            disconnect();
            parts.topology().awaitChange(RETRY_MILLIS);
        }
    }

    /** Sleeps over the next acknowledgement where that can be foretold: being woken by each costs as much as a reading. */
    private boolean awaitOutstanding() throws InterruptedException {
        if (parts.tracker().outstanding() == 0) {
            long expected = forecast.next(parts.clock().nanos());
            if (expected >= 0) {
                sleepUntil(expected + timer.firstPollNanos());
            }
        }
        return parts.tracker().awaitOutstanding(IDLE_MILLIS);
    }

    private void observe(Term term, int replica) throws SQLException, InterruptedException {
        long nowNanos = parts.clock().nanos();
        long ageNanos = parts.tracker().oldestAgeNanos(nowNanos);
        long oldestNanos = nowNanos - ageNanos;
        boolean first = oldestNanos > previousSentNanos;
        if (first) {
            forecast.acked(oldestNanos);
        }
        long dueNanos = timer.due(ageNanos, previousSentNanos, nowNanos);
        sleepUntil(dueNanos);
        poll(term, replica);
        long answeredNanos = parts.clock().nanos();
        timer.answered(dueNanos, answeredNanos);
        if (first) {
            long stillOpenNanos = parts.tracker().oldestAgeNanos(answeredNanos);
            timer.polledFirst(stillOpenNanos < 0 || answeredNanos - stillOpenNanos > oldestNanos);
        }
    }

    private void sleepUntil(long untilNanos) throws InterruptedException {
        long leftNanos = untilNanos - parts.clock().nanos();
        if (leftNanos > SHORTEST_SLEEP_NANOS) {
            LockSupport.parkNanos(leftNanos);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void poll(Term term, int replica) throws SQLException {
        if (connectedTo != replica) {
            disconnect();
            connect(replica);
        }
        long sentNanos = parts.clock().nanos();
        long after = parts.tracker().resolvedThrough();
        int rows = PAGE_ROWS;
        while (rows == PAGE_ROWS) {
            rows = readPage(after);
            long nowNanos = parts.clock().nanos();
            if (!term.equals(parts.topology().term())) {
                return; // it may have become the writer: then its rows prove nothing
            }
            for (int i = 0; i < rows; i++) {
                parts.tracker().seen(page[i], term.number(), previousSentNanos, nowNanos);
            }
            after = rows == 0 ? after : page[rows - 1];
        }
        previousSentNanos = sentNanos;
    }

    private int readPage(long after) throws SQLException {
        poll.setLong(2, after);
        int rows = 0;
        try (ResultSet result = poll.executeQuery()) {
            while (result.next()) {
                page[rows++] = result.getLong(1);
            }
        }
        return rows;
    }

    /** Another database is the writer now: what it has of the earlier one's canaries has survived. */
    private void settle(Term term) throws InterruptedException {
        Endpoint writer = parts.endpoints().get(term.endpoint());
        try (Connection look = Connections.open(writer, writer.reader(), ANSWER_MILLIS)) {
            CanaryRelation table = parts.requireTable(look, writer);
            long base = parts.tracker().resolvedThrough();
            BitSet present = SurvivorQuery.above(look, table, parts.runId(), base);
            parts.tracker().settle(term.number(), present, base, parts.clock().nanos());
        } catch (SQLException e) {
            report(term.endpoint(), e);
            parts.topology().awaitChange(RETRY_MILLIS);
        }
    }

    private void connect(int replica) throws SQLException {
        Endpoint endpoint = parts.endpoints().get(replica);
        connection = Connections.open(endpoint, endpoint.reader(), ANSWER_MILLIS);
        connectedTo = replica;
        previousSentNanos = -1;
        CanaryRelation table = parts.requireTable(connection, endpoint);
        // The table was empty when its plan was made, or will be: only the index is ever right.
        RunParts.set(
                connection,
                "SET enable_seqscan = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_generic_plan");
        poll = connection.prepareStatement(POLL.formatted(table.qualifiedName()));
        poll.setObject(1, parts.runId());
    }

    private void disconnect() {
        Connections.closeQuietly(connection);
        connection = null;
        connectedTo = -1;
    }

    private void report(int endpoint, SQLException e) {
        if (!closed) {
            parts.errors().accept(parts.endpoints().get(endpoint).name() + ": " + Causes.of(e));
        }
    }

    /** Ends it after the reading that is under way. */
    void close() {
        closed = true;
    }
}
