package dev.drlab.contract.waiting;

/** Waits that an interrupt does not cut short; it is kept for the caller. For what ends soon by itself. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /**
     * A wait that can be begun anew, such as {@link Thread#join()}.
     *
     * @param <X> why it may fail
     */
    @FunctionalInterface
    public interface Wait<X extends Exception> {
        /** Returns when there is nothing left to wait for. */
        void await() throws X, InterruptedException;
    }

    /** Returns when the wait does; the thread is interrupted then if it was meanwhile. */
    public static <X extends Exception> void await(Wait<X> wait) throws X {
        get(() -> {
            wait.await();
            return null;
        });
    }

    /** The same for a wait with a result, such as a {@link Poll} with a {@link Deadline}. */
    public static <T, X extends Exception> T get(Poll.Read<T, X> wait) throws X {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.read();
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
