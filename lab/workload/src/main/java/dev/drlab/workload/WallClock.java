package dev.drlab.workload;

import java.time.Duration;
import java.time.Instant;

/** Translates {@link System#nanoTime()} into wall-clock instants that never jump. */
final class WallClock {
    private final long originNanos = System.nanoTime();
    private final Instant origin = Instant.now();

    long originNanos() {
        return originNanos;
    }

    Instant at(long nanos) {
        return origin.plusNanos(nanos - originNanos);
    }

    long nanos(Instant at) {
        return originNanos + Duration.between(origin, at).toNanos();
    }
}
