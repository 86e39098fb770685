package dev.drlab.service.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of the guard. Ages are measured on the monotonic one; only what other machines wrote (confirmedAt, a
 * drain's deadline) is compared with the wall.
 *
 * @param nanos monotonic, in nanoseconds, with an arbitrary origin
 * @param wall the time of day
 */
public record Clocks(LongSupplier nanos, InstantSource wall) {
    /** The system's, with a time of day that is ahead by {@code offset}. */
    public static Clocks system(Duration offset) {
        return new Clocks(System::nanoTime, Clock.offset(Clock.systemUTC(), offset));
    }

    long now() {
        return nanos.getAsLong();
    }
}
