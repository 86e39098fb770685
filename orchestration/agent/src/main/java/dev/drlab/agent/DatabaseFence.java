package dev.drlab.agent;

import dev.drlab.contract.database.DatabaseNames;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/**
 * Closes one database to its applications and opens it again. Taking LOGIN from their roles and ending their sessions is
 * what stops writes: {@code default_transaction_read_only} would not stop {@code BEGIN READ WRITE}, and a pooled session
 * that is idle would write again. The steps run in the database, as the routines of {@code fence.sql} that {@code migrate}
 * creates: clients wait for them, and the database may be in the other region.
 */
final class DatabaseFence {
    /**
     * For sessions to end. Longer than the 3 s of authentication_timeout in the lab and the parameter group, after which
     * no login of before is unfinished; and over before the driver gives up on the answer (5 s in the lab).
     */
    static final Duration SESSIONS_TIME_LIMIT = Duration.ofSeconds(4);

    private static final String FENCE_PREFIX = "fence-";
    private static final String UNDEFINED_FUNCTION = "42883";

    private final Connection connection;
    private final List<UnfencedRole> unfenced;

    /**
     * The connection is in autocommit mode, as the agent's role.
     *
     * @param unfenced roles that stay open
     */
    DatabaseFence(Connection connection, List<UnfencedRole> unfenced) {
        this.connection = connection;
        this.unfenced = List.copyOf(unfenced);
    }

    /**
     * A database that can be fenced.
     *
     * @param cronDatabase the database in which pg_cron keeps its jobs; empty where it is not loaded
     * @param notReplicated what its replica does not get
     */
    record Fenceable(Optional<String> cronDatabase, NotReplicated.Found notReplicated) {}

    /**
     * Refuses what a fence could not stop, by what it is; touches nothing. One round trip.
     *
     * @param draining true before a drain; false for a database that was superseded, whose prepared transactions and
     *     subscriptions of closed roles cannot go on
     * @throws AgentException what was found
     */
    Fenceable require(boolean draining) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT drlab_require_fenceable(?, ?), " + NotReplicated.COLUMNS)) {
            statement.setArray(1, names());
            statement.setBoolean(2, draining);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Fenceable(Optional.ofNullable(row.getString(1)), NotReplicated.Found.of(row, 2));
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /**
     * Closes the roles, ends their sessions, and returns the flush position after a last committed marker. May be run again,
     * with the same token or with that of the next setting. One round trip.
     *
     * @throws AgentException.DatabaseState if sessions are left after {@code timeLimit}
     * @throws AgentException.AuthorityLost if the drain was lifted meanwhile
     * @throws AgentException as {@link #require}, for what came since
     */
    DrainPoint drain(String token, Duration timeLimit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("CALL drlab_drain_database(?, ?, ?, NULL, NULL, NULL)")) {
            statement.setString(1, token);
            statement.setArray(2, names());
            statement.setInt(3, Math.toIntExact(timeLimit.toMillis()));
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
        return FENCE_PREFIX + epoch;
    }

    /** True for a token that {@link #lift} does not take. */
    static boolean isFence(String token) {
        return token.startsWith(FENCE_PREFIX);
    }

    /**
     * The outcome of a fence.
     *
     * @param overtaken the database carries a higher epoch than it was to be closed at, and was left open
     * @param unstopped what stays able to write, each with its remedy; empty when nothing does
     */
    record Outcome(boolean overtaken, Optional<String> unstopped) {}

    /**
     * Closes the roles with the {@link #fenceToken} of {@code epoch}, as far as they can be, and ends their sessions. May
     * be run again.
     *
     * @param unlessAbove an epoch: a database that carries a higher one is left alone
     * @throws AgentException.DatabaseState if sessions are left after {@code timeLimit}
     * @throws AgentException.AuthorityLost if the roles were reopened meanwhile
     */
    Outcome fence(long epoch, Optional<Long> unlessAbove, Duration timeLimit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("CALL drlab_fence_database(?, ?::bigint, ?, ?, NULL, NULL)")) {
            statement.setString(1, fenceToken(epoch));
            statement.setObject(2, unlessAbove.orElse(null));
            statement.setArray(3, names());
            statement.setInt(4, Math.toIntExact(timeLimit.toMillis()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Outcome(row.getBoolean(1), Optional.ofNullable(row.getString(2)));
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /**
     * Gives LOGIN back to the roles that a drain or fence closed, and to the writer role; with the lineage's epoch, which
     * only grows. A drain of a database that was opened in this epoch before is left to its token. One round trip.
     *
     * @return roles that could not be given it, being out of the agent's reach or held by another transaction
     * @throws AgentException.AuthorityLost if the database carries, or was fenced for, a higher epoch
     */
    List<String> open(long epoch, String region) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT opened, still_closed::text[] FROM drlab_open_database(?, ?)")) {
            statement.setLong(1, epoch);
            statement.setString(2, region);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new AgentException.AuthorityLost("the database carries, or was fenced for, an epoch above "
                            + epoch + "; run activate again");
                }
                return texts(row.getArray(2));
            }
        }
    }

    /** The epoch that the database carries. */
    long carriedEpoch() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT epoch FROM public.drlab_epoch");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The token of the drain or fence that closed the database; empty when nothing did. */
    Optional<String> closedBy() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT token FROM drlab_drain");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** Reopens the roles if {@code token} closed them; false when another token, or none, did. */
    boolean lift(String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + DatabaseNames.LIFT_DRAIN_FUNCTION + "(?)")) {
            statement.setString(1, token);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** When that token closed the database; empty when another, or none, did. */
    Optional<Instant> closedAt(String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT drained_at FROM drlab_drain WHERE token = ?")) {
            statement.setString(1, token);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
        }
    }

    /** The application roles that may log in. */
    List<String> openRoles() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT coalesce(array_agg(role_name::text ORDER BY role_name), '{}') FROM drlab_open_roles(?)")) {
            statement.setArray(1, names());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return texts(row.getArray(1));
            }
        }
    }

    /** How many sessions application roles have, in all databases of the server. */
    int sessions() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM drlab_application_sessions(?)")) {
            statement.setArray(1, names());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** True when the database lacks a routine: an older agent migrated it. */
    static boolean isOutdated(SQLException e) {
        return UNDEFINED_FUNCTION.equals(e.getSQLState());
    }

    /** Throws what a refusal of the routines means; answers any other failure. */
    private static SQLException refused(SQLException e) {
        String said = e instanceof PSQLException server && server.getServerErrorMessage() != null
                ? server.getServerErrorMessage().getMessage()
                : e.getMessage();
        switch (String.valueOf(e.getSQLState())) {
            case "DR001" -> throw new AgentException.PreparedTransactions(said);
            case "DR002" -> throw new AgentException.DatabaseState(said);
            case "DR003" -> throw new AgentException.AuthorityLost(said);
            case "DR004" -> throw new AgentException.SuperuserSession(said);
            case "DR005" -> throw new AgentException.UnfenceableRole(said);
            case "DR006" -> throw new AgentException.LogicalSubscription(said);
            case "DR007" -> throw new AgentException.DatabaseJob(said);
            case "DR008" -> throw new AgentException.AgentRoleInUse(said);
            case "DR009" -> throw new AgentException.ReaderCanWrite(said);
            default -> {
                return e;
            }
        }
    }

    private Array names() throws SQLException {
        return connection.createArrayOf(
                "text", unfenced.stream().map(UnfencedRole::role).toArray());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
