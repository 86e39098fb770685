package dev.drlab.rpo;

import dev.drlab.console.CannotRunException;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.database.Endpoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A server's own report of itself.
 *
 * @param version such as 150004
 * @param inRecovery whether it is a standby
 * @param startedAt when its postmaster started, to the microsecond: two URLs with the same value are the same server
 * @param systemId shared by a primary and its physical standbys; empty if the role may not read it
 * @param database the database of the connection
 * @param role the role of the connection
 * @param fsync the setting
 * @param synchronousCommit the setting
 * @param synchronousStandbys the setting of the standbys that a commit waits for; empty for none
 * @param applyDelaySeconds how long a standby waits on purpose before it applies a commit
 */
public record ServerFacts(
        int version,
        boolean inRecovery,
        String startedAt,
        Optional<String> systemId,
        String database,
        String role,
        String fsync,
        String synchronousCommit,
        String synchronousStandbys,
        long applyDelaySeconds) {
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 30;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /**
     * A connection.
     *
     * @throws CannotRunException naming the option, the cause and the remedy, when there is none
     */
    public static Connection connect(String option, Endpoint endpoint) throws CannotRunException {
        try {
            return Connections.open(endpoint, endpoint.writer(), "drlab-rpo", CONNECT_SECONDS, ANSWER_SECONDS);
        } catch (SQLException e) {
            throw new CannotRunException(option + ": cannot connect to " + endpoint.jdbcUrl() + " as "
                    + endpoint.writer().user() + ": " + Causes.of(e)
                    + (endpoint.writer().password().isEmpty()
                                    && String.valueOf(e.getMessage()).contains("no password")
                            ? " Set PGPASSWORD, or put it into ~/.pgpass (or the file that PGPASSFILE names)."
                            : ""));
        }
    }

    /** Asks the server. */
    public static ServerFacts of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version_num')::int,"
                        + " pg_is_in_recovery(), extract(epoch FROM pg_postmaster_start_time())::text,"
                        + " current_database(), current_user, current_setting('fsync'),"
                        + " current_setting('synchronous_commit'), current_setting('synchronous_standby_names'),"
                        + " extract(epoch FROM current_setting('recovery_min_apply_delay')::interval)::bigint")) {
            row.next();
            return new ServerFacts(
                    row.getInt(1),
                    row.getBoolean(2),
                    row.getString(3),
                    systemId(connection),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getLong(9));
        }
    }

    private static Optional<String> systemId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT system_identifier::text FROM pg_control_system()")) {
            row.next();
            return Optional.of(row.getString(1));
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
