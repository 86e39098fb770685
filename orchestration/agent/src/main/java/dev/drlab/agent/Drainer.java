package dev.drlab.agent;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Stops the writes of a live database and says where they stopped. May be run again with the same token. */
final class Drainer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;

    Drainer(Connection connection) {
        this.connection = connection;
    }

    /**
     * Closes the writer role, ends its sessions, and returns the flush position after a last committed marker.
     *
     * @throws AgentException.PreparedTransactions if a prepared transaction could still commit
     */
    DrainPoint drain(String token) throws SQLException {
        WriterRole role = new WriterRole(connection);
        role.close(token);
        role.endSessions(PATIENCE);
        refusePreparedTransactions();
        markSynchronously();
        return position();
    }

    private void refusePreparedTransactions() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*), min(gid) FROM pg_prepared_xacts")) {
            result.next();
            if (result.getInt(1) > 0) {
                throw new AgentException.PreparedTransactions(result.getInt(1) + " prepared transactions, one is '"
                        + result.getString(2) + "': commit or roll them back; set max_prepared_transactions = 0");
            }
        }
    }

    /** The marker makes sure that all before it is flushed, also commits made with synchronous_commit off. */
    private void markSynchronously() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            if (statement.executeUpdate("UPDATE drlab_drain SET drained_at = clock_timestamp()") != 1) {
                throw new AgentException.AuthorityLost("the drain was lifted while it was being set");
            }
        }
    }

    private DrainPoint position() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_current_wal_flush_lsn()::text,"
                        + " (SELECT system_identifier::text FROM pg_control_system()),"
                        + " ('x' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8))::bit(32)::int")) {
            result.next();
            return new DrainPoint(result.getString(1), result.getString(2), result.getInt(3));
        }
    }
}
