package dev.drlab.lab.rehearsal;

import dev.drlab.lab.simulation.LabException;
import dev.drlab.verifier.CanaryListener;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a run whose ledgers can no longer be written: what it would say could not be checked. Made in the run's own thread;
 * told from any.
 */
public final class EvidenceWatch {
    private final Thread run = Thread.currentThread();
    private final AtomicReference<String> failure = new AtomicReference<>();

    /**
     * Interrupts the run, which then has {@link #requireKept} say why; only the first failure counts. A run that is being
     * interrupted ends for that: files that are open close under an interrupt, and would be blamed.
     */
    public void failed(String message) {
        if (!run.isInterrupted() && failure.compareAndSet(null, message)) {
            run.interrupt();
        }
    }

    /** Tells of the canaries' ledger. */
    public CanaryListener canaries() {
        return new CanaryListener() {
            @Override
            public void onLedgerFailure(String message) {
                failed(message);
            }
        };
    }

    /**
     * Does nothing while all evidence is kept.
     *
     * @throws LabException naming the ledger, the cause and the remedy, when one is not; uses up the interrupt
     */
    public void requireKept() {
        String message = failure.get();
        if (message != null) {
            Thread.interrupted();
            throw new LabException("the run was ended, because " + message
                    + ": make room, or name another directory with --report-dir, and run it again");
        }
    }

    /** Why the run ended: that evidence is no longer kept, if it is so, else {@code failure}; uses up the interrupt. */
    Exception reasonOf(Exception failure) {
        try {
            requireKept();
            return failure;
        } catch (LabException notKept) {
            return notKept;
        }
    }
}
