package dev.drlab.cli.rpo;

import dev.drlab.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (and a plain kill) into an orderly end: the command stops waiting, prints its summary, and the process
 * ends with the command's own exit code instead of the signal's.
 */
public final class StopSignal implements AutoCloseable {
    private static final long SUMMARY_SECONDS = 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "rpo-stop");
    private volatile int exitCode = ExitCode.COULD_NOT_RUN;

    /** Listens for the signal until it is closed. */
    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits for at most this long; true once the user asked for the end. */
    public boolean await(Duration atMost) throws InterruptedException {
        return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The code that the process ends with if it is ending already. */
    public void finish(int code) {
        exitCode = code;
    }

    private void onShutdown() {
        asked.countDown();
        try {
            finished.await(SUMMARY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void close() {
        if (asked.getCount() > 0) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came in this very moment: the hook ends the process once we are finished.
            }
        }
        finished.countDown();
    }
}
