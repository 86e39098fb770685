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

/**
 * Closes and opens {@code drlab_writer} in one database. Closing the role and ending its sessions is what stops writes:
 * {@code default_transaction_read_only} would not stop {@code BEGIN READ WRITE}, and a pooled session that is idle
 * would write again. The steps run in the database, as functions that {@code migrate} creates: clients wait for them, and
 * the database may be in the other region.
 */
final class WriterRole {
    /**
     * For sessions to end. Longer than the 3 s of authentication_timeout in the lab and the parameter group, after which
     * no login of before is unfinished; and over before the driver gives up on the answer (5 s in the lab).
     */
    static final Duration SESSIONS_PATIENCE = Duration.ofSeconds(4);

    /** What the functions in {@code schema.sql} refuse with. */
    private static final String PREPARED = "DR001";

    private static final String SESSIONS_LEFT = "DR002";
    private static final String LIFTED = "DR003";

    private final Connection connection;

    /** The connection is in autocommit mode, as the agent's role. */
    WriterRole(Connection connection) {
        this.connection = connection;
    }

    /** NOLOGIN, with the token noted in the same transaction so that only its holder's lift reopens the role. */
    void close(String token) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT drlab_close_writer(?)")) {
            statement.setString(1, token);
            statement.execute();
        }
    }

    /**
     * Closes the role, ends its sessions, and returns the flush position after a last committed marker. May be run again
     * with the same token. One round trip.
     *
     * @throws AgentException.PreparedTransactions if a prepared transaction could still commit
     * @throws AgentException.DatabaseState if sessions are left after {@code patience}
     * @throws AgentException.AuthorityLost if the drain was lifted meanwhile
     */
    DrainPoint drain(String token, Duration patience) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("CALL drlab_drain_writer(?, ?, NULL, NULL, NULL)")) {
            statement.setString(1, token);
            statement.setInt(2, Math.toIntExact(patience.toMillis()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new DrainPoint(row.getString(1), row.getString(2), row.getInt(3));
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** The token that notes a fence; {@link #lift} does not take it. */
    static String fenceToken(long epoch) {
        return "fence-" + epoch;
    }

    /**
     * Closes the role with the {@link #fenceToken} of {@code epoch}, unless the database carries a higher one: then whoever
     * fences was overtaken, and must not close the database of the region that overtook. False in that case.
     */
    boolean fence(long epoch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT drlab_fence_writer(?, ?)")) {
            statement.setString(1, fenceToken(epoch));
            statement.setLong(2, epoch);
            return truth(statement);
        }
    }

    /** LOGIN, and no drain noted any more; with the lineage's epoch, which only grows. One round trip. */
    void open(long epoch, String region) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT drlab_open_writer(?, ?)")) {
            statement.setLong(1, epoch);
            statement.setString(2, region);
            if (!truth(statement)) {
                throw new AgentException.AuthorityLost(
                        "the database already carries an epoch above " + epoch + "; run activate again");
            }
        }
    }

    /** Reopens the role if {@code token} closed it; false when another token, or none, did. */
    boolean lift(String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + DatabaseNames.LIFT_DRAIN_FUNCTION + "(?)")) {
            statement.setString(1, token);
            return truth(statement);
        }
    }

    /**
     * Ends every session of the role that {@code token} closed and returns when none exists, nor any that was logging in
     * and could have seen the role open.
     *
     * @throws AgentException.DatabaseState if sessions are left after {@code patience}
     * @throws AgentException.AuthorityLost if the role was reopened meanwhile
     */
    void endSessions(String token, Duration patience) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("CALL drlab_end_writer_sessions(?, ?)")) {
            statement.setString(1, token);
            statement.setInt(2, Math.toIntExact(patience.toMillis()));
            statement.execute();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Throws what a refusal of the functions means; answers any other failure. */
    private static SQLException refused(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(PREPARED)) {
            throw new AgentException.PreparedTransactions(e.getMessage());
        }
        if (state.equals(SESSIONS_LEFT)) {
            throw new AgentException.DatabaseState(e.getMessage());
        }
        if (state.equals(LIFTED)) {
            throw new AgentException.AuthorityLost(e.getMessage());
        }
        return e;
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

    private static boolean truth(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
