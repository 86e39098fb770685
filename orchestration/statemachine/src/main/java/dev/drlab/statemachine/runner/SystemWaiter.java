package dev.drlab.statemachine.runner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Real time. The clock is read once for each wait; one that jumps meanwhile does not stretch it. */
final class SystemWaiter implements Waiter {
    private final InstantSource clock;

    SystemWaiter(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void sleepUntil(Instant until, CompletableFuture<?> wake) throws InterruptedException {
        await(wake, until);
    }

    @Override
    public boolean await(CompletableFuture<?> done, Instant until) throws InterruptedException {
        try {
            if (until.equals(Instant.MAX)) {
                done.get();
            } else {
                Duration left = Duration.between(instant(), until);
                done.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true; // completed; whoever asks for the result sees how
        } catch (TimeoutException e) {
            return done.isDone();
        }
    }
}
