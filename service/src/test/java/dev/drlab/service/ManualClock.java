package dev.drlab.service;

import dev.drlab.service.guard.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Two clocks that move when they are told to. */
public final class ManualClock {
    /** Starts close to the end of the range, so that comparisons which forget the overflow fail. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

    private final AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);

    public Clocks clocks() {
        return new Clocks(nanos::get, this::wall);
    }

    public Instant wall() {
        return Instant.ofEpochMilli(wallMillis.get());
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
        wallMillis.addAndGet(time.toMillis());
    }

    public void advanceWallOnly(Duration time) {
        wallMillis.addAndGet(time.toMillis());
    }
}
