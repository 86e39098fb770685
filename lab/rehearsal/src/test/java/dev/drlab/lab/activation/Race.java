package dev.drlab.lab.activation;

import dev.drlab.statemachine.runner.ExecutionResult;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Two executions that are started at the same moment. */
final class Race {
    private static final long TIME_LIMIT_SECONDS = 120;

    private Race() {}

    /** How they ended, in their order. */
    static List<ExecutionResult> between(Callable<ExecutionResult> one, Callable<ExecutionResult> other)
            throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<ExecutionResult> first = threads.submit(() -> started(one, together));
            Future<ExecutionResult> second = threads.submit(() -> started(other, together));
            return List.of(
                    first.get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS), second.get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS));
        } finally {
            threads.shutdownNow();
        }
    }

    private static ExecutionResult started(Callable<ExecutionResult> execution, CyclicBarrier together)
            throws Exception {
        together.await(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
        return execution.call();
    }
}
