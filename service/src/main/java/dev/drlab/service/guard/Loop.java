package dev.drlab.service.guard;

import dev.drlab.contract.threads.DaemonThreads;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that runs a step again and again: after a pause, or at once when kicked. */
final class Loop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final Runnable step;
    private final LongSupplier pauseMillis;
    private final Semaphore kicks = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /** @param step reports what it expects to fail; anything else that it throws is logged, and the loop goes on */
    Loop(String name, long pauseMillis, Runnable step) {
        this(name, () -> pauseMillis, step);
    }

    /**
     * @param pauseMillis asked after each step
     * @param step as above
     */
    Loop(String name, LongSupplier pauseMillis, Runnable step) {
        this.step = step;
        this.pauseMillis = pauseMillis;
        this.thread = DaemonThreads.of(name, this::run);
    }

    void start() {
        thread.start();
    }

    /** Makes the next step start now or, if one is under way, right after it. */
    void kick() {
        kicks.release();
    }

    private void run() {
        try {
            while (!closed) {
                runStep();
                if (kicks.tryAcquire(pauseMillis.getAsLong(), TimeUnit.MILLISECONDS)) {
                    kicks.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void runStep() {
        try {
            step.run();
        } catch (Throwable t) { // an Error too: a guard that no longer looks would never learn of a higher epoch
            log.error("unexpected failure in {}; going on", thread.getName(), t);
        }
    }

    /** Ends the thread after the step in hand; does not wait for it. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
