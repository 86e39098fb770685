package dev.drlab.agent;

import dev.drlab.contract.database.DatabaseNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Proves that a database takes a write of the writer role in an epoch. */
final class WriteCheck {
    private final Connection connection;

    /** The connection is the writer role's, in autocommit mode. */
    WriteCheck(Connection connection) {
        this.connection = connection;
    }

    /**
     * Commits one row.
     *
     * @throws AgentException.DatabaseState if the database does not carry that epoch
     */
    void commit(long epoch) throws SQLException {
        requireEpoch(epoch);
        try (PreparedStatement write =
                connection.prepareStatement("INSERT INTO drlab_probe (epoch) VALUES (?) ON CONFLICT (singleton)"
                        + " DO UPDATE SET epoch = excluded.epoch, written_at = clock_timestamp()")) {
            write.setLong(1, epoch);
            write.executeUpdate();
        }
    }

    private void requireEpoch(long epoch) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT epoch FROM " + DatabaseNames.EPOCH_TABLE)) {
            if (!row.next() || row.getLong(1) != epoch) {
                throw new AgentException.DatabaseState("the database does not carry epoch " + epoch);
            }
        }
    }
}
