package dev.drlab.statemachine.runner;

import java.util.concurrent.CompletableFuture;

/** Tells a run, or one branch of it, to end. */
final class StopSignal {
    enum Reason {
        /** The run was cancelled. */
        ABORTED,
        /** The machine's TimeoutSeconds passed. */
        TIMED_OUT,
        /** Another branch of the same Parallel state failed. */
        SIBLING_FAILED
    }

    private final CompletableFuture<Reason> stopped;

    /** A signal of its own. */
    StopSignal() {
        this(new CompletableFuture<>());
    }

    private StopSignal(CompletableFuture<Reason> stopped) {
        this.stopped = stopped;
    }

    void stop(Reason reason) {
        stopped.complete(reason);
    }

    /** A signal that stops when this one does, and can be stopped by itself. */
    StopSignal child() {
        return new StopSignal(stopped.thenApply(reason -> reason));
    }

    /** Completes when the signal is given. */
    CompletableFuture<Reason> future() {
        return stopped;
    }

    /** @throws StoppedException if the signal was given */
    void check() throws StoppedException {
        if (stopped.isDone()) {
            throw new StoppedException(stopped.join());
        }
    }
}
