package dev.drlab.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (and a plain kill) into an orderly end while it is open: the run is cancelled, the command says what became
 * of it, and the process ends with the command's own exit code instead of the signal's.
 */
public final class CtrlC implements AutoCloseable {
    private static final long TIME_LIMIT_SECONDS = 20;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = ExitCode.COULD_NOT_RUN;

    /**
     * Does {@code cancel} when the signal comes; it must return at once.
     *
     * @param late what to say when the command has not ended 20 s later
     */
    public CtrlC(Runnable cancel, String late) {
        hook = new Thread(() -> onShutdown(cancel, late), "drlab-ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The code that the process ends with if the signal came. */
    public void finish(int code) {
        exitCode = code;
    }

    private void onShutdown(Runnable cancel, String late) {
        cancel.run();
        try {
            if (!finished.await(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("drlab: " + late);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came: the hook ends the process once we are finished.
        }
        finished.countDown();
    }
}
