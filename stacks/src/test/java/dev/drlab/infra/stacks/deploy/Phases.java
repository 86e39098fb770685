package dev.drlab.infra.stacks.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the phases of a long test, measures each, and does the work of a phase on several stacks at the same time. */
final class Phases implements AutoCloseable {
    private final ExecutorService threads;

    /** @param atOnce largest number of stacks at the same time */
    Phases(int atOnce) {
        threads = Executors.newFixedThreadPool(atOnce);
    }

    /** Work on a stack. */
    @FunctionalInterface
    interface Work<T> {
        T on(String stack) throws Exception;
    }

    /** Runs a phase and prints its duration, even when it fails. */
    <T> T time(String phase, Callable<T> work) throws Exception {
        Instant start = Instant.now();
        try {
            return work.call();
        } finally {
            System.out.printf(
                    "%4d s  %s%n", Duration.between(start, Instant.now()).toSeconds(), phase);
        }
    }

    /** Does the work on every stack, even if one fails. Returns the results by stack. */
    <T> Map<String, T> forEach(Collection<String> stacks, Work<T> work) throws InterruptedException {
        Map<String, Future<T>> running = new TreeMap<>();
        stacks.forEach(stack -> running.put(stack, threads.submit(() -> work.on(stack))));
        Map<String, T> results = new TreeMap<>();
        List<Throwable> failures = new ArrayList<>();
        for (Map.Entry<String, Future<T>> each : running.entrySet()) {
            try {
                results.put(each.getKey(), each.getValue().get());
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            }
        }
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError(
                    String.join(
                            "\n", failures.stream().map(Throwable::getMessage).toList()),
                    failures.get(0));
            failures.stream().skip(1).forEach(error::addSuppressed);
            throw error;
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
