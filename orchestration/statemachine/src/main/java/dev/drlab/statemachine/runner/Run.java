package dev.drlab.statemachine.runner;

import dev.drlab.statemachine.aws.TaskCaller;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * The parts that every state of one run shares.
 *
 * @param deadline when the machine's TimeoutSeconds pass; {@link Instant#MAX} for never
 * @param workers run tasks and branches
 */
record Run(
        ExecutionContext context,
        Recorder recorder,
        TaskCaller tasks,
        Waiter waiter,
        RandomGenerator random,
        ExecutorService workers,
        Instant deadline) {

    /** @throws StoppedException if the run is to stop, its thread was interrupted, or its time is over */
    void check(StopSignal stop) throws StoppedException {
        stop.check();
        if (Thread.currentThread().isInterrupted()) { // nothing that ended before it was waited for would notice
            interrupted(stop);
        }
        if (!waiter.instant().isBefore(deadline)) {
            stop.stop(StopSignal.Reason.TIMED_OUT);
            stop.check();
        }
    }

    /** Waits until {@code until}, the run's deadline or the stop signal, and throws in the last two cases. */
    void sleepUntil(Instant until, StopSignal stop) throws StoppedException {
        try {
            waiter.sleepUntil(until.isBefore(deadline) ? until : deadline, stop.future());
        } catch (InterruptedException e) {
            interrupted(stop);
        }
        check(stop);
    }

    /** An interrupt of a running thread cancels what it runs; the flag stays set for the thread's owner. */
    void interrupted(StopSignal stop) throws StoppedException {
        Thread.currentThread().interrupt();
        stop.stop(StopSignal.Reason.ABORTED);
        stop.check();
    }
}
