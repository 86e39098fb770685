package dev.drlab.lab.waiting;

/** Waits that an interrupt does not cut short; it is kept for the caller. For what ends soon by itself. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** A wait that can be begun anew, such as {@link Thread#join()}. */
    @FunctionalInterface
    public interface Wait {
        /** Returns when there is nothing left to wait for. */
        void await() throws InterruptedException;
    }

    /** Returns when the wait does; the thread is interrupted then if it was meanwhile. */
    public static void await(Wait wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    wait.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
