package dev.drlab.agent;

import dev.drlab.authority.DatabaseNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes and opens {@code drlab_writer} in one database. Closing the role and ending its sessions is what stops writes:
 * {@code default_transaction_read_only} would not stop {@code BEGIN READ WRITE}, and a pooled session that is idle
 * would write again.
 */
final class WriterRole {
    private static final long RECHECK_NANOS = Duration.ofMillis(2).toNanos();

    /** First, in the lift's order: the row's lock keeps the two apart. */
    private static final String NOTE = "INSERT INTO drlab_drain (token) VALUES (?) ON CONFLICT (singleton)"
            + " DO UPDATE SET token = excluded.token, drained_at = now()";

    private static final String CLOSE = "ALTER ROLE " + DatabaseNames.WRITER_ROLE + " NOLOGIN";

    /** The virtual transaction ids of the sessions that do not show their user yet. */
    private static final String LOGGING_IN = "SELECT coalesce(array_agg(l.virtualtransaction), '{}')"
            + " FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'virtualxid'"
            + " AND l.mode = 'ExclusiveLock'"
            + " AND (a.pid IS NULL OR (a.usename IS NULL AND a.backend_type = 'client backend'))";

    private static final String TERMINATE = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE usename = '" + DatabaseNames.WRITER_ROLE + "'";

    private final Connection connection;

    /** The connection is in autocommit mode, as the agent's role. */
    WriterRole(Connection connection) {
        this.connection = connection;
    }

    /**
     * NOLOGIN, with the token noted in the same transaction so that only its holder's lift reopens the role. One round
     * trip.
     */
    void close(String token) throws SQLException {
        // PostgreSQL runs what is sent together as one transaction.
        try (PreparedStatement both = connection.prepareStatement(NOTE + "; " + CLOSE)) {
            both.setString(1, token);
            both.execute();
        }
    }

    /**
     * Closes the role for {@code epoch}, unless the database carries a higher one: then whoever fences was overtaken, and
     * must not close the database of the region that overtook. False in that case.
     */
    boolean fence(long epoch) throws SQLException {
        return inTransaction(() -> {
            // Locked before the drain's row, as an opening does: the two cannot pass each other.
            boolean overtaken = whole("SELECT count(*) FROM (SELECT epoch FROM drlab_epoch FOR UPDATE) held"
                            + " WHERE epoch > " + epoch)
                    > 0;
            if (!overtaken) {
                close("fence-" + epoch);
            }
            return !overtaken;
        });
    }

    /** LOGIN, and no drain noted any more; with the lineage's epoch, which only grows. */
    void open(long epoch, String region) throws SQLException {
        inTransaction(() -> {
            try (Statement statement = connection.createStatement();
                    PreparedStatement raise = connection.prepareStatement(
                            "INSERT INTO drlab_epoch (epoch, region) VALUES (?, ?) ON CONFLICT (singleton)"
                                    + " DO UPDATE SET epoch = excluded.epoch, region = excluded.region"
                                    + " WHERE drlab_epoch.epoch <= excluded.epoch")) {
                raise.setLong(1, epoch);
                raise.setString(2, region);
                if (raise.executeUpdate() == 0) {
                    throw new AgentException.AuthorityLost(
                            "the database already carries an epoch above " + epoch + "; run activate again");
                }
                statement.execute("DELETE FROM drlab_drain");
                statement.execute("ALTER ROLE " + DatabaseNames.WRITER_ROLE + " LOGIN");
                return null;
            }
        });
    }

    /** Reopens the role if {@code token} closed it; false when another token, or none, did. */
    boolean lift(String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + DatabaseNames.LIFT_DRAIN_FUNCTION + "(?)")) {
            statement.setString(1, token);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /**
     * Ends every session of the closed role and returns when none exists, nor any that was logging in when the role was
     * closed and could have seen it open. Such a session holds its start-up transaction's virtual id before it shows its
     * user; those that start later find the role closed and are not waited for, so clients that keep connecting cannot
     * hold this up.
     *
     * @throws AgentException.DatabaseState if sessions are left after {@code patience}
     */
    void endSessions(Duration patience) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        Ended ended = end(connection.prepareStatement(together(LOGGING_IN)));
        while (ended.any()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AgentException.DatabaseState("sessions of " + DatabaseNames.WRITER_ROLE + " are left after "
                        + patience.toMillis() + " ms of terminating them");
            }
            LockSupport.parkNanos(RECHECK_NANOS);
            PreparedStatement again =
                    connection.prepareStatement(together(LOGGING_IN + " AND l.virtualtransaction = ANY (?)"));
            again.setArray(1, connection.createArrayOf("text", ended.loggingIn()));
            ended = end(again);
        }
    }

    /**
     * In this order: a session that stops logging in between the two shows its user by the second, which looks at the
     * activity anew (PostgreSQL manual, 27.2.2: it is otherwise looked at once in a transaction).
     */
    private static String together(String loggingIn) {
        return loggingIn + "; SELECT pg_stat_clear_snapshot(); " + TERMINATE;
    }

    private static Ended end(PreparedStatement both) throws SQLException {
        try (both) {
            both.execute();
            String[] loggingIn;
            try (ResultSet row = both.getResultSet()) {
                row.next();
                loggingIn = (String[]) row.getArray(1).getArray();
            }
            both.getMoreResults();
            both.getMoreResults();
            try (ResultSet row = both.getResultSet()) {
                row.next();
                return new Ended(loggingIn, row.getInt(1));
            }
        }
    }

    /** When that token closed the role; empty when another, or none, did. */
    Optional<Instant> closedAt(String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT drained_at FROM drlab_drain WHERE token = ?")) {
            statement.setString(1, token);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
        }
    }

    /** Whether the role may log in. */
    boolean isOpen() throws SQLException {
        return whole("SELECT count(*) FROM pg_roles WHERE rolcanlogin AND rolname = '" + DatabaseNames.WRITER_ROLE
                        + "'")
                > 0;
    }

    /** How many sessions the role has. */
    int sessions() throws SQLException {
        return whole("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + DatabaseNames.WRITER_ROLE + "'");
    }

    private int whole(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private <T> T inTransaction(SqlWork<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException rollback) {
                e.addSuppressed(rollback);
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private interface SqlWork<T> {
        T run() throws SQLException;
    }

    /**
     * What one round of ending sessions met.
     *
     * @param loggingIn virtual transaction ids of sessions that did not show their user yet
     * @param terminated sessions that were told to end
     */
    private record Ended(String[] loggingIn, int terminated) {
        boolean any() {
            return loggingIn.length > 0 || terminated > 0;
        }
    }
}
