package dev.drlab.statemachine.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Time that jumps: a sleep ends at once and moves the clock; waiting for a task waits for the task, unless the test
 * says that the task hangs, which moves the clock to the task's deadline.
 */
final class FakeTime implements Waiter {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Duration> sleeps = new ArrayList<>();
    private final CompletableFuture<Void> hanging = new CompletableFuture<>();
    private Instant now = START;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void sleepUntil(Instant until, CompletableFuture<?> wake) {
        if (!wake.isDone()) {
            sleeps.add(Duration.between(now, until));
            advanceTo(until);
        }
    }

    @Override
    public boolean await(CompletableFuture<?> done, Instant until) throws InterruptedException {
        try {
            if (until.equals(Instant.MAX)) {
                done.get();
            } else {
                CompletableFuture.anyOf(done, hanging).get();
            }
        } catch (ExecutionException | CancellationException e) {
            return true;
        }
        if (!done.isDone()) {
            advanceTo(until);
        }
        return done.isDone();
    }

    /** From now on whoever waits for a task with a deadline waits in vain. */
    void hang() {
        hanging.complete(null);
    }

    synchronized void advance(Duration by) {
        advanceTo(now.plus(by));
    }

    private synchronized void advanceTo(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }

    synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
