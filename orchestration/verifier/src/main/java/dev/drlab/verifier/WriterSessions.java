package dev.drlab.verifier;

import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.EndpointState;
import dev.drlab.verifier.database.StateQuery;
import dev.drlab.verifier.database.Term;
import dev.drlab.verifier.database.Topology;
import dev.drlab.verifier.ledger.LedgerWriter;
import dev.drlab.verifier.table.CanaryRelation;
import dev.drlab.verifier.table.CanaryTable;
import dev.drlab.verifier.table.RelationQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Opens sessions to the present writer and cuts those to an earlier one. Connects one at a time, so that a database that
 * refuses is asked every few tens of milliseconds by one thread, not by all.
 */
final class WriterSessions {
    private static final int ANSWER_MILLIS = 5000;
    private static final long MIN_BACKOFF_MILLIS = 20;
    private static final long MAX_BACKOFF_MILLIS = 100;

    private final List<Endpoint> endpoints;
    private final Topology topology;
    private final LedgerWriter ledger;
    private final UUID runId;
    private final Consumer<String> errors;
    private final Set<WriterSession> open = ConcurrentHashMap.newKeySet();
    private volatile Gate gate = new Gate(null);
    private volatile boolean closed;

    /** The turn to connect in one term: a hanging database of an earlier term keeps nobody from the next. */
    private static final class Gate {
        private final Term term;
        private boolean taken;
        private long backoffMillis = MIN_BACKOFF_MILLIS;
        private long nextNanos = System.nanoTime();

        Gate(Term term) {
            this.term = term;
        }

        synchronized boolean enter() throws InterruptedException {
            long waitMillis = TimeUnit.NANOSECONDS.toMillis(nextNanos - System.nanoTime());
            if (taken || waitMillis > 0) {
                wait(taken ? MAX_BACKOFF_MILLIS : waitMillis);
                return false;
            }
            taken = true;
            return true;
        }

        synchronized void leave(boolean connected) {
            taken = false;
            backoffMillis = connected ? MIN_BACKOFF_MILLIS : Math.min(MAX_BACKOFF_MILLIS, backoffMillis * 3 / 2);
            nextNanos = System.nanoTime() + (connected ? 0 : TimeUnit.MILLISECONDS.toNanos(backoffMillis));
            notifyAll();
        }
    }

    /** @param ledger is told which table the canaries go to, before the first of them */
    WriterSessions(
            List<Endpoint> endpoints, Topology topology, LedgerWriter ledger, UUID runId, Consumer<String> errors) {
        this.endpoints = endpoints;
        this.topology = topology;
        this.ledger = ledger;
        this.runId = runId;
        this.errors = errors;
    }

    /** A session to the present writer, waiting as long as there is none; null once closed. */
    WriterSession await() throws InterruptedException {
        while (!closed) {
            Term term = topology.term();
            if (term == null) {
                topology.probeFaster();
                topology.awaitChange(MAX_BACKOFF_MILLIS);
                continue;
            }
            Gate turn = gateOf(term);
            if (turn.enter()) {
                WriterSession session = null;
                try {
                    session = connect(term);
                } finally {
                    turn.leave(session != null);
                }
                if (session != null) {
                    return session;
                }
                topology.probeFaster();
            }
        }
        return null;
    }

    private WriterSession connect(Term term) {
        Endpoint endpoint = endpoints.get(term.endpoint());
        Connection connection = null;
        try {
            connection = Connections.open(endpoint, endpoint.writer(), ANSWER_MILLIS);
            EndpointState state = new StateQuery(connection).ask();
            if (state.inRecovery() || state.timeline() != term.timeline()) {
                throw new SQLException("is no longer the writer it was: " + state);
            }
            WriterSession session = new WriterSession(connection, table(connection, endpoint), term, runId);
            open.add(session);
            if (closed || !term.equals(topology.term())) {
                close(session);
                return null;
            }
            return session;
        } catch (SQLException e) {
            errors.accept(endpoint.name() + ": " + Causes.of(e));
            Connections.closeQuietly(connection);
            return null;
        }
    }

    /** The run's table: the one that the first writer has, and then no other. */
    private CanaryRelation table(Connection connection, Endpoint endpoint) throws SQLException {
        Optional<CanaryRelation> agreed = ledger.relation();
        if (agreed.isPresent()) {
            new RelationQuery(connection).require(agreed.get(), endpoint.name());
            return agreed.get();
        }
        CanaryRelation found = new RelationQuery(connection)
                .byName()
                .orElseThrow(() -> new SQLException("there is no " + CanaryTable.NAME + " in the search_path of "
                        + endpoint.writer().user()));
        return ledger.writingTo(found);
    }

    private synchronized Gate gateOf(Term term) {
        if (!term.equals(gate.term)) {
            gate = new Gate(term);
        }
        return gate;
    }

    void close(WriterSession session) {
        open.remove(session);
        session.close();
    }

    /** Frees the threads that wait on a database that is not the writer any more. */
    void abortAllBut(Term term) {
        for (WriterSession session : open) {
            if (!session.term().equals(term)) {
                abort(session);
            }
        }
    }

    /** No new sessions. */
    void close() {
        closed = true;
    }

    /** Cuts what is still open. */
    void abortAll() {
        open.forEach(this::abort);
    }

    private void abort(WriterSession session) {
        try {
            session.abort();
        } catch (SQLException e) {
            errors.accept(endpoints.get(session.term().endpoint()).name() + ": " + e.getMessage());
        }
    }
}
