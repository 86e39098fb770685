package dev.drlab.verifier.table;

import dev.drlab.contract.database.DatabaseNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The table that canaries are rows of. Its primary key is also the index that the reader polls by. */
public final class CanaryTable {
    /** {@code (run_id uuid, seq bigint, epoch bigint, written_at timestamptz)}. */
    public static final String NAME = "drlab_canary";

    private static final String READER_ROLE = DatabaseNames.READER_ROLE;

    private CanaryTable() {}

    /**
     * Creates the table if it is missing and grants the writer role what a run needs; the reader role
     * {@code drlab_reader}, or everybody where there is no such role, may read it. May be run again.
     *
     * @param connection of a role that may create tables in the current schema, in auto-commit mode
     * @param writerRole the role that will write canaries
     * @throws SQLException if the role may not do that
     */
    public static void install(Connection connection, String writerRole) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = local"); // not to wait for a standby that is away
            statement.execute("CREATE TABLE IF NOT EXISTS " + NAME + " ("
                    + "run_id uuid NOT NULL, seq bigint NOT NULL, epoch bigint NOT NULL, "
                    + "written_at timestamptz NOT NULL, PRIMARY KEY (run_id, seq))");
            statement.execute(
                    "GRANT SELECT, INSERT, DELETE ON " + NAME + " TO " + statement.enquoteIdentifier(writerRole, true));
            statement.execute("GRANT SELECT ON " + NAME + " TO "
                    + (roleExists(connection, READER_ROLE) ? READER_ROLE : "PUBLIC"));
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * Whether the table is there and this role may select, insert and delete.
     *
     * @throws SQLException if the database does not answer
     */
    public static boolean isUsable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(has_table_privilege(t, 'SELECT')"
                        + " AND has_table_privilege(t, 'INSERT') AND has_table_privilege(t, 'DELETE'), false)"
                        + " FROM to_regclass('" + NAME + "') AS t")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static boolean roleExists(Connection connection, String role) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            statement.setString(1, role);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
