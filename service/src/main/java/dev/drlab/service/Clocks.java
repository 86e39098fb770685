package dev.drlab.service;

import java.time.Clock;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of the guard. Ages are measured on the monotonic one; only what other machines wrote (confirmedAt, a
 * drain's deadline) is compared with the wall.
 *
 * @param nanos monotonic, in nanoseconds, with an arbitrary origin
 * @param wall the time of day
 */
record Clocks(LongSupplier nanos, InstantSource wall) {
    static Clocks system() {
        return new Clocks(System::nanoTime, Clock.systemUTC());
    }

    long now() {
        return nanos.getAsLong();
    }
}
