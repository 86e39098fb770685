package dev.drlab.agent.wal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The extension {@code pg_walinspect}. Its functions may be called by superusers, members of {@code
 * pg_read_server_files}, and whoever was granted them (PostgreSQL manual, appendix F, {@code pg_walinspect}).
 */
public final class Extension {
    private static final int FIRST_VERSION = 15;
    private static final int MAJOR = 10_000;

    private Extension() {}

    /**
     * Creates it where it is missing and that is allowed.
     *
     * @return why it cannot be used; empty when it can
     */
    public static Optional<String> prepare(Connection connection) throws SQLException {
        int version = number(connection, "SELECT current_setting('server_version_num')::integer") / MAJOR;
        if (version < FIRST_VERSION) {
            return Optional.of("PostgreSQL " + version + " has no pg_walinspect, which came with " + FIRST_VERSION);
        }
        if (number(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'pg_walinspect'") == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
            } catch (SQLException e) {
                return Optional.of("the extension pg_walinspect is missing and cannot be created: " + e.getMessage());
            }
        }
        boolean granted = number(
                        connection,
                        "SELECT count(*) FROM pg_proc WHERE proname = 'pg_get_wal_records_info'"
                                + " AND has_function_privilege(oid, 'EXECUTE')"
                                + " AND pg_function_is_visible(oid)")
                > 0;
        return granted
                ? Optional.empty()
                : Optional.of("the agent's role may not call pg_get_wal_records_info, which pg_walinspect grants to"
                        + " pg_read_server_files: GRANT EXECUTE ON FUNCTION"
                        + " pg_get_wal_records_info(pg_lsn, pg_lsn) to it");
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
