package dev.drlab.verifier;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** Asks one database again and again what it is, over one connection that it keeps while it can. */
final class EndpointProbe implements Runnable {
    private static final int ANSWER_MILLIS = 2000;
    private static final String STATE = "SELECT pg_is_in_recovery(),"
            + " CASE WHEN pg_is_in_recovery() THEN 0"
            + " ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END,"
            + " coalesce(has_table_privilege(to_regclass('drlab_epoch'), 'SELECT'), false)";
    private static final String EPOCH = "SELECT epoch FROM drlab_epoch";

    private final int index;
    private final Endpoint endpoint;
    private final Topology topology;
    private final Consumer<String> errors;
    private volatile boolean closed;
    private volatile Connection connection;

    EndpointProbe(int index, Endpoint endpoint, Topology topology, Consumer<String> errors) {
        this.index = index;
        this.endpoint = endpoint;
        this.topology = topology;
        this.errors = errors;
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                probe();
                topology.awaitNextProbe();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Connections.closeQuietly(connection);
        }
    }

    private void probe() {
        try {
            if (connection == null) {
                connection = Connections.open(endpoint, endpoint.reader(), ANSWER_MILLIS);
            }
            topology.observed(index, stateOf(connection));
        } catch (SQLException e) {
            Connections.closeQuietly(connection);
            connection = null;
            topology.unreachable(index);
            if (!closed) {
                errors.accept(endpoint.name() + ": " + e.getMessage());
            }
        }
    }

    static EndpointState stateOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            row.next();
            boolean inRecovery = row.getBoolean(1);
            int timeline = row.getInt(2);
            return new EndpointState(inRecovery, timeline, row.getBoolean(3) ? epochOf(connection) : 0);
        }
    }

    private static long epochOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EPOCH)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Ends it; a probe that hangs is cut off. */
    void close() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                errors.accept(endpoint.name() + ": " + e.getMessage());
            }
        }
    }
}
