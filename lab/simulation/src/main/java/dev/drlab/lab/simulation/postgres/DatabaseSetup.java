package dev.drlab.lab.simulation.postgres;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.simulation.LabException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.postgresql.PGConnection;

/**
 * Makes, as superuser, what exists on RDS before drlab's own agent runs: its database, its role and the replication
 * role. The agent's role is no superuser, as {@code rds_superuser} is none, so what works here does not rest on
 * privileges that RDS would refuse. The writer and reader roles are the agent's to make.
 */
public final class DatabaseSetup {
    /** The role that replicas log in with. */
    public static final String REPLICATION_ROLE = DatabaseNames.REPLICATION_ROLE;

    private final String agentPassword;
    private final String replicationPassword;

    /** A set-up with these passwords for the agent's and the replication role. */
    public DatabaseSetup(String agentPassword, String replicationPassword) {
        this.agentPassword = Objects.requireNonNull(agentPassword, "agentPassword");
        this.replicationPassword = Objects.requireNonNull(replicationPassword, "replicationPassword");
    }

    /**
     * Makes roles and database on a primary; what exists keeps its data and gets its password set.
     *
     * @throws LabException when the server refuses
     */
    public void apply(PostgresServer server) {
        try (Connection connection = server.superuser("postgres")) {
            // REPLICATION drops replication slots, as rds_replication does, which rds_superuser is a member of.
            createRole(connection, DatabaseNames.AGENT_ROLE, "LOGIN CREATEROLE REPLICATION", agentPassword);
            createRole(connection, REPLICATION_ROLE, "LOGIN REPLICATION", replicationPassword);
            try (Statement statement = connection.createStatement()) {
                statement.execute("GRANT pg_monitor, pg_signal_backend TO " + DatabaseNames.AGENT_ROLE);
                if (!exists(statement, "pg_database", "datname", DatabaseNames.DATABASE)) {
                    statement.execute(
                            "CREATE DATABASE " + DatabaseNames.DATABASE + " OWNER " + DatabaseNames.AGENT_ROLE);
                }
            }
            grantWalReading(server);
        } catch (SQLException e) {
            throw new LabException(
                    "cannot set up the database on " + server.settings().name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * On RDS the agent's role creates the extension: rds_superuser may add those that RDS offers
     * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html).
     */
    private static void grantWalReading(PostgresServer server) throws SQLException {
        try (Connection connection = server.superuser(DatabaseNames.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
            statement.execute(
                    "GRANT EXECUTE ON FUNCTION pg_get_wal_records_info(pg_lsn, pg_lsn) TO " + DatabaseNames.AGENT_ROLE);
        }
    }

    private static void createRole(Connection connection, String role, String attributes, String password)
            throws SQLException {
        String quoted = connection.unwrap(PGConnection.class).escapeLiteral(password);
        try (Statement statement = connection.createStatement()) {
            String verb = exists(statement, "pg_roles", "rolname", role) ? "ALTER" : "CREATE";
            statement.execute(verb + " ROLE " + role + " " + attributes + " PASSWORD '" + quoted + "'");
        }
    }

    private static boolean exists(Statement statement, String catalog, String column, String name) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT 1 FROM " + catalog + " WHERE " + column + " = '" + name + "'")) {
            return rows.next();
        }
    }
}
