package dev.drlab.verifier.ledger;

import dev.drlab.contract.host.MonotonicClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Time since the run started on the monotonic clock, and its translation into the wall clock of the start. */
public final class RunClock {
    private final long startNanoTime = System.nanoTime();
    private final long startMicros;

    /** Begins now, at the wall clock. */
    public RunClock() {
        this(MonotonicClock.start());
    }

    /** Begins now, at the clock of a run in which more is measured than canaries. */
    public RunClock(MonotonicClock clock) {
        Instant now = clock.at(startNanoTime);
        startMicros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    }

    /** Microseconds since 1970 at the start. */
    public long startMicros() {
        return startMicros;
    }

    /** Nanoseconds since the start. */
    public long nanos() {
        return System.nanoTime() - startNanoTime;
    }

    /** Microseconds since 1970, now. */
    public long micros() {
        return micros(nanos());
    }

    /** Microseconds since 1970 at that many nanoseconds after the start. */
    public long micros(long nanosSinceStart) {
        return startMicros + nanosSinceStart / 1000;
    }

    /** That many microseconds after 1970. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The same; empty for a negative number, which stands for no moment. */
    public static Optional<Instant> moment(long micros) {
        return micros < 0 ? Optional.empty() : Optional.of(instant(micros));
    }
}
