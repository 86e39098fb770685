package dev.drlab.statemachine.runner;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * The time that an execution lives in. Waits end early when the event that they are given happens, so a cancelled
 * execution does not sleep on. Break-glass uses {@link #system()}; a rehearsal the clock that it measures with; tests let time jump.
 */
public interface Waiter extends InstantSource {
    /** Waits in real time; Retry intervals are real seconds. */
    static Waiter system() {
        return by(InstantSource.system());
    }

    /** The same by another clock, which {@code $millis()} and the events' times are of. */
    static Waiter by(InstantSource clock) {
        return new SystemWaiter(clock);
    }

    /**
     * Lets time pass: returns at {@code until}, or earlier when {@code wake} completes in whatever way.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void sleepUntil(Instant until, CompletableFuture<?> wake) throws InterruptedException;

    /**
     * Waits for work that goes on elsewhere: returns when {@code done} completes in whatever way, or at {@code until}
     * ({@link Instant#MAX} for never).
     *
     * @return true when {@code done} has completed
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(CompletableFuture<?> done, Instant until) throws InterruptedException;
}
