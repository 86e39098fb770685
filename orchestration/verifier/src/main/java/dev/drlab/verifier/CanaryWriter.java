package dev.drlab.verifier;

import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Term;
import dev.drlab.verifier.database.Topology;
import dev.drlab.verifier.ledger.LedgerWriter;
import dev.drlab.verifier.ledger.RunClock;
import dev.drlab.verifier.measure.CanaryTracker;
import dev.drlab.verifier.measure.Pacer;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Writes canaries over one connection at a time, as the schedule says. */
final class CanaryWriter implements Runnable {
    private final WriterSessions sessions;
    private final Topology topology;
    private final Pacer pacer;
    private final LedgerWriter ledger;
    private final CanaryTracker tracker;
    private final RunClock clock;
    private final WriterThreads writerThreads;
    private final Consumer<String> errors;
    private Pacer.Occupation before = Pacer.Occupation.until(0);
    private boolean claimed;
    private long due;
    private volatile boolean stopping;

    CanaryWriter(
            WriterSessions sessions,
            Topology topology,
            Pacer pacer,
            LedgerWriter ledger,
            CanaryTracker tracker,
            RunClock clock,
            WriterThreads writerThreads,
            Consumer<String> errors) {
        this.sessions = sessions;
        this.topology = topology;
        this.pacer = pacer;
        this.ledger = ledger;
        this.tracker = tracker;
        this.clock = clock;
        this.writerThreads = writerThreads;
        this.errors = errors;
    }

    @Override
    public void run() {
        WriterSession session = null;
        try {
            while (!stopping && ledger.failure().isEmpty()) {
                if (session == null) {
                    session = sessions.await();
                    before = before.then(clock.nanos());
                } else if (!writeNext(session)) {
                    sessions.close(session);
                    session = null;
                    if (writerThreads.letsGo(this)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (session != null) {
                sessions.close(session);
            }
        }
    }

    /** False if the session is to be closed. */
    private boolean writeNext(WriterSession session) throws InterruptedException {
        if (!claimed) {
            claim();
        }
        if (!awaitTurn(session)) {
            if (!stopping) {
                giveUp();
            }
            return false;
        }
        if (!isAlive(session)) {
            return false; // the place stays claimed: the next session writes this canary
        }
        claimed = false;
        return writeOne(session);
    }

    private void claim() {
        long now = clock.nanos();
        due = pacer.claim(now, before);
        claimed = true;
        if (pacer.staysBehind(now)) {
            writerThreads.grow();
        }
    }

    private void giveUp() {
        claimed = false;
        pacer.giveUp();
    }

    /** Waits for the claimed place in the schedule; false if the session is no good any more by then. */
    private boolean awaitTurn(WriterSession session) throws InterruptedException {
        for (long left = due - clock.nanos(); left > 0; left = due - clock.nanos()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (stopping) {
                return false;
            }
        }
        return !stopping && session.term().equals(topology.term());
    }

    /** An idle connection that was cut costs no canary: it is found out before the next is sent. */
    private boolean isAlive(WriterSession session) {
        try {
            return session.isAlive();
        } catch (SQLException e) {
            errors.accept("an idle connection to the writer: " + Causes.of(e));
            return false;
        }
    }

    private boolean writeOne(WriterSession session) {
        long seq = ledger.nextSeq();
        if (seq == 0) {
            return false;
        }
        Term term = session.term();
        long epoch = topology.epoch(term.endpoint());
        tracker.started(seq, term.number());
        long sentNanos = clock.nanos();
        boolean acknowledged = false;
        long endNanos = sentNanos;
        try {
            session.insert(seq, epoch);
            endNanos = clock.nanos();
            acknowledged = true;
        } catch (SQLException e) {
            endNanos = clock.nanos();
            topology.probeFaster();
            errors.accept("canary " + seq + ": " + Causes.of(e));
        }
        before = new Pacer.Occupation(sentNanos, endNanos, endNanos);
        if (acknowledged) {
            ledger.acked(seq, term.timeline(), epoch, clock.micros(sentNanos), clock.micros(endNanos));
            tracker.acked(seq, endNanos);
        } else {
            ledger.failed(seq, term.timeline(), epoch, clock.micros(sentNanos), clock.micros(endNanos));
            tracker.failed(seq);
        }
        return acknowledged;
    }

    /** Starts no more canaries. */
    void stop() {
        stopping = true;
    }
}
