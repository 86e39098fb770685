package dev.drlab.verifier.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks a database over one connection what it is; prepared once, because it is asked again and again. */
public final class StateQuery {
    private static final String STATE = "SELECT pg_is_in_recovery(),"
            + " CASE WHEN pg_is_in_recovery() THEN 0"
            + " ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END,"
            + " coalesce(has_table_privilege(to_regclass('drlab_epoch'), 'SELECT'), false)";
    private static final String EPOCH = "SELECT epoch FROM drlab_epoch";

    private final PreparedStatement state;
    private final PreparedStatement epoch;

    /** Lives as long as the connection. */
    public StateQuery(Connection connection) throws SQLException {
        state = connection.prepareStatement(STATE);
        epoch = connection.prepareStatement(EPOCH);
    }

    /** The present state of the database. */
    public EndpointState ask() throws SQLException {
        try (ResultSet row = state.executeQuery()) {
            row.next();
            boolean inRecovery = row.getBoolean(1);
            int timeline = row.getInt(2);
            return new EndpointState(inRecovery, timeline, row.getBoolean(3) ? askEpoch() : 0);
        }
    }

    private long askEpoch() throws SQLException {
        try (ResultSet row = epoch.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
