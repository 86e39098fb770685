package dev.drlab.agent;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Stops the writes of a live database and says where they stopped. May be run again with the same token. The database is
 * in the other region and its clients wait meanwhile: statements that belong together make one round trip.
 */
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
        mark();
        return position();
    }

    /**
     * The marker makes sure that all before it is flushed, also commits made with synchronous_commit off; a prepared
     * transaction could still commit behind it. One round trip.
     */
    private void mark() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*), min(gid) FROM pg_prepared_xacts;"
                    + " SET synchronous_commit = on;"
                    + " UPDATE drlab_drain SET drained_at = clock_timestamp()");
            try (ResultSet prepared = statement.getResultSet()) {
                prepared.next();
                if (prepared.getInt(1) > 0) {
                    throw new AgentException.PreparedTransactions(
                            prepared.getInt(1) + " prepared transactions, one is '" + prepared.getString(2)
                                    + "': commit or roll them back; set max_prepared_transactions = 0");
                }
            }
            statement.getMoreResults();
            statement.getMoreResults();
            if (statement.getUpdateCount() != 1) {
                throw new AgentException.AuthorityLost("the drain was lifted while it was being set");
            }
        }
    }

    /** After the marker's commit: within its transaction it would not be flushed yet. */
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
