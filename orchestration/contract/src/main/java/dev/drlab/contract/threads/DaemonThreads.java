package dev.drlab.contract.threads;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Named threads that do not keep the process alive and whose unexpected end is logged. */
public final class DaemonThreads {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonThreads.class);

    private DaemonThreads() {}

    /** Makes threads of that name. */
    public static ThreadFactory named(String name) {
        return body -> of(name, body);
    }

    /** Makes threads whose names are that one with {@code -1}, {@code -2} and so on. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger made = new AtomicInteger();
        return body -> of(name + "-" + made.incrementAndGet(), body);
    }

    /** One that is not started yet. */
    public static Thread of(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (failed, cause) -> LOG.error("thread {} ended unexpectedly", failed.getName(), cause));
        return thread;
    }

    /** One that runs. */
    public static Thread start(String name, Runnable body) {
        Thread thread = of(name, body);
        thread.start();
        return thread;
    }

    /** For a schedule, which would end without a word with the first step that throws. */
    public static Runnable goingOn(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.error(
                        "unexpected failure in {}; going on",
                        Thread.currentThread().getName(),
                        e);
            }
        };
    }

    /** Waits until all have ended, {@code millis} at most. */
    public static void join(List<Thread> threads, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
    }
}
