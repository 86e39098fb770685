package dev.drlab.agent;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The jobs of pg_cron that a fence cannot stop: the agent's own. A job logs in as its owner, by connection or as a
 * background worker, and the server checks LOGIN for both (pg_cron 1.6, {@code src/pg_cron.c}), so those of closed roles
 * fail until the database is opened again.
 */
final class CronJobs {
    private final Connection connection;
    private final String database;

    /** @param connection to the database in which pg_cron keeps its jobs, as the agent's role */
    CronJobs(Connection connection, String database) {
        this.connection = connection;
        this.database = database;
    }

    /** @throws AgentException.DatabaseJob if the agent's role has an active job, or the jobs cannot be read */
    void requireNone() {
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return; // loaded, but the extension was not created
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT jobid, command FROM cron.job WHERE active AND username = current_user ORDER BY jobid")) {
                if (row.next()) {
                    throw new AgentException.DatabaseJob("pg_cron runs job " + row.getLong(1) + " of database "
                            + database + " as the agent's own role, which the fence leaves open (" + row.getString(2)
                            + "): switch it off with cron.alter_job(" + row.getLong(1)
                            + ", active := false), or schedule it as a role of its own");
                }
            }
        } catch (SQLException e) {
            throw unreadable(database, e);
        }
    }

    /** The exception for a database that cannot be asked. */
    static AgentException.DatabaseJob unreadable(String database, SQLException cause) {
        return new AgentException.DatabaseJob("pg_cron is loaded, and its jobs in database " + database
                + " cannot be read: " + cause.getMessage() + "; let the agent's role log in there and grant it USAGE ON"
                + " SCHEMA cron");
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE n.nspname = 'cron' AND c.relname = 'job')")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
