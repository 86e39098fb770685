package dev.drlab.objects;

import dev.drlab.contract.threads.DaemonThreads;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Works several tasks at once and hands their results on in the order in which the tasks came, in the caller's thread.
 * Holds a bounded number of them.
 *
 * @param <T> of the results
 */
final class Lookahead<T> implements AutoCloseable {
    private final ExecutorService workers;
    private final Queue<Future<T>> pending = new ArrayDeque<>();
    private final int most;
    private final Consumer<T> results;

    /**
     * @param atOnce tasks that are worked at once
     * @param most tasks that are held, those included
     * @param results takes the results
     */
    Lookahead(int atOnce, int most, Consumer<T> results) {
        this.workers = Executors.newFixedThreadPool(atOnce, DaemonThreads.numbered("drlab-restore-look"));
        this.most = most;
        this.results = results;
    }

    /**
     * Takes a task; where there are too many, first waits for the oldest and hands its result on.
     *
     * @throws RuntimeException that the oldest ended with
     */
    void add(Callable<T> task) throws InterruptedException {
        while (pending.size() >= most) {
            handOn();
        }
        pending.add(workers.submit(task));
    }

    /**
     * Waits for all tasks and hands their results on.
     *
     * @throws RuntimeException that one ended with; the results before it were handed on
     */
    void finish() throws InterruptedException {
        while (!pending.isEmpty()) {
            handOn();
        }
    }

    private void handOn() throws InterruptedException {
        Future<T> oldest = pending.remove();
        try {
            results.accept(oldest.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause()); // no task of this package throws anything else
        }
    }

    /** Ends what is being worked, without a result. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
