package dev.drlab.contract.waiting;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The time that a wait is measured in and spends; a test brings its own. */
public interface WaitClock {
    /** The machine's monotonic clock, and real sleep to within some 0.1 ms. */
    WaitClock SYSTEM = new WaitClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            long until = System.nanoTime() + time.toNanos();
            for (long left = time.toNanos(); !Thread.interrupted(); left = until - System.nanoTime()) {
                if (left <= 0) {
                    return;
                }
                LockSupport.parkNanos(left); // Thread.sleep rounds up to a whole millisecond
            }
            throw new InterruptedException();
        }
    };

    /** Nanoseconds since some moment; only differences mean something. */
    long nanos();

    /**
     * Returns when {@code time} has passed; at once when it is zero or negative.
     *
     * @throws InterruptedException when the thread is interrupted before or meanwhile
     */
    void sleep(Duration time) throws InterruptedException;
}
