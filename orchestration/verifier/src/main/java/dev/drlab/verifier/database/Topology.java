package dev.drlab.verifier.database;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the two databases is the writer: the one out of recovery with the highest epoch, and never one that is behind
 * a writer of before, nor one that shares its timeline: PostgreSQL's promotions begin a new one (manual, section 26.3.5).
 * A writer stays the writer while it cannot be reached, until it is a standby or a better one shows.
 */
public final class Topology {
    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);
    private static final long FAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PROBE_MILLIS = 250;
    private static final long FAST_PROBE_MILLIS = 20;

    private final EndpointState[] states = new EndpointState[2];
    private final Consumer<Term> onTerm;
    private EndpointState highest = new EndpointState(false, 0, 0);
    private int highestEndpoint = -1;
    private int terms;
    private long fastUntilNanos = System.nanoTime();
    private boolean closed;
    private volatile Term term;

    /** @param onTerm told, in order, of every new writer */
    public Topology(Consumer<Term> onTerm) {
        this.onTerm = onTerm;
    }

    /** The present writer, or null while none is known. */
    public Term term() {
        return term;
    }

    /** How often a database became the writer: once without a change of roles. */
    public synchronized int terms() {
        return terms;
    }

    /**
     * A probe's finding.
     *
     * @return false when it takes writes on the timeline of the writer that is known as the other endpoint: then both are
     *     one server, or it was never promoted, and its rows prove nothing
     */
    synchronized boolean observed(int endpoint, EndpointState state) {
        if (!state.inRecovery() && endpoint != highestEndpoint && state.timeline() == highest.timeline()) {
            unreachable(endpoint);
            return false;
        }
        EndpointState before = states[endpoint];
        states[endpoint] = state;
        if (state.inRecovery()) {
            if (term != null && term.endpoint() == endpoint) {
                term = null;
            }
        } else if (state.isAtLeast(highest)) {
            highest = state;
            highestEndpoint = endpoint;
            if (term == null || term.endpoint() != endpoint || term.timeline() != state.timeline()) {
                term = new Term(++terms, endpoint, state.timeline());
                onTerm.accept(term);
            }
        }
        if (!state.equals(before)) {
            LOG.debug("endpoint {} is now {}, writer {}", endpoint, state, term);
            notifyAll();
        }
        return true;
    }

    /** A probe that got no answer. */
    synchronized void unreachable(int endpoint) {
        if (states[endpoint] != null) {
            states[endpoint] = null;
            notifyAll();
        }
    }

    /** The standby of the present writer, or -1 if none can be reached. */
    public synchronized int replica() {
        Term now = term;
        for (int i = 0; i < states.length; i++) {
            if ((now == null || i != now.endpoint()) && states[i] != null && states[i].inRecovery()) {
                return i;
            }
        }
        return -1;
    }

    /** The epoch that this database last told of, 0 if none. */
    public synchronized long epoch(int endpoint) {
        return states[endpoint] == null ? (highest.epoch()) : states[endpoint].epoch();
    }

    /** Somebody lacks a writer: look more often for the next second. */
    public synchronized void probeFaster() {
        boolean slow = System.nanoTime() - fastUntilNanos >= 0;
        fastUntilNanos = System.nanoTime() + FAST_NANOS;
        if (slow) {
            notifyAll();
        }
    }

    /** Waits until it is time for the next probe. */
    synchronized void awaitNextProbe() throws InterruptedException {
        long startNanos = System.nanoTime();
        long leftMillis = probeMillis();
        while (!closed && leftMillis > 0) {
            wait(leftMillis); // probeFaster() and findings end it early
            leftMillis = probeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        }
    }

    private long probeMillis() {
        return System.nanoTime() - fastUntilNanos < 0 ? FAST_PROBE_MILLIS : PROBE_MILLIS;
    }

    /** Waits for a change, for at most this long. */
    public synchronized void awaitChange(long millis) throws InterruptedException {
        if (!closed) {
            wait(millis);
        }
    }

    /** Lets nobody wait any more. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized Optional<EndpointState> state(int endpoint) {
        return Optional.ofNullable(states[endpoint]);
    }
}
