package dev.drlab.lab;

import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.lab.simulation.LabException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A part of bringing a lab up that has a thread of its own, so that it goes on beside the others. */
final class BackgroundStep {
    /** The work of the step. */
    @FunctionalInterface
    interface Work {
        void work() throws SQLException, InterruptedException;
    }

    private final CompletableFuture<Void> end;

    private BackgroundStep(CompletableFuture<Void> end) {
        this.end = end;
    }

    /**
     * Begins it.
     *
     * @param thread the thread's name
     */
    static BackgroundStep start(String thread, Work work) {
        return new BackgroundStep(
                CompletableFuture.runAsync(() -> run(work), body -> DaemonThreads.start(thread, body)));
    }

    private static void run(Work work) {
        try {
            work.work();
        } catch (SQLException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Whether it is over, well or not. */
    boolean hasEnded() {
        return end.isDone();
    }

    /**
     * Waits for its end.
     *
     * @throws LabException why it failed
     * @throws InterruptedException when the thread is interrupted; the step goes on
     */
    void await() throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new LabException(e.getCause().getMessage(), e.getCause());
        }
    }
}
