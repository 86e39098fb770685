package dev.drlab.verifier.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Asks one database again and again what it is, over one connection that it keeps while it can. */
public final class EndpointProbe implements Runnable {
    private static final int ANSWER_MILLIS = 2000;

    private final int index;
    private final Endpoint endpoint;
    private final Topology topology;
    private final Consumer<String> errors;
    private volatile boolean closed;
    private volatile Connection connection;
    private StateQuery query;

    /** Of one endpoint; tells {@code errors} why it does not answer. */
    public EndpointProbe(int index, Endpoint endpoint, Topology topology, Consumer<String> errors) {
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
                query = new StateQuery(connection);
            }
            if (!topology.observed(index, query.ask())) {
                errors.accept(
                        endpoint.name() + ": takes writes on the writer's own timeline: both names lead to the same"
                                + " server, or it left recovery without a promotion");
            }
        } catch (SQLException e) {
            Connections.closeQuietly(connection);
            connection = null;
            topology.unreachable(index);
            if (!closed) {
                errors.accept(endpoint.name() + ": " + Causes.of(e));
            }
        }
    }

    /** Ends it; a probe that hangs is cut off. */
    public void close() {
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
