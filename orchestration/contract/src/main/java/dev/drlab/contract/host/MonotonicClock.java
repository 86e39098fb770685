package dev.drlab.contract.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * This machine's time for what is measured: the wall clock as it was at the start, and from then on the monotonic clock,
 * which nobody sets. All times of one run whose difference matters come from one such clock: were one of two of them the
 * wall clock's, a step of it in between would make the difference too short. What is compared with another machine's clock
 * is the wall clock's. Safe for use by several threads.
 */
public final class MonotonicClock implements InstantSource {
    /** A wall clock that is kept right by NTP strays less within a run. */
    public static final Duration NOTICED = Duration.ofSeconds(1);

    private final InstantSource wall;
    private final long originNanos;
    private final Instant origin;

    private MonotonicClock(InstantSource wall) {
        this.wall = Objects.requireNonNull(wall, "wall");
        this.originNanos = System.nanoTime();
        this.origin = wall.instant();
    }

    /** Starts now, at this machine's wall clock. */
    public static MonotonicClock start() {
        return startingFrom(InstantSource.system());
    }

    /** The same, at another wall clock. */
    public static MonotonicClock startingFrom(InstantSource wall) {
        return new MonotonicClock(wall);
    }

    @Override
    public Instant instant() {
        return at(System.nanoTime());
    }

    /** The time of a {@link System#nanoTime()} of this JVM. */
    public Instant at(long nanos) {
        return origin.plusNanos(nanos - originNanos);
    }

    /** The {@link System#nanoTime()} of a time by this clock. */
    public long nanos(Instant at) {
        return originNanos + Duration.between(origin, at).toNanos();
    }

    /**
     * So far the wall clock is ahead of this one now: it was set, or the machine stood still, which stops a monotonic clock.
     * Negative when it was set back.
     */
    public Duration wallAhead() {
        return Duration.between(instant(), wall.instant());
    }

    /** A sentence for a report on so much of {@link #wallAhead()}; empty where it is nothing. */
    public static Optional<String> noticed(Duration wallAhead) {
        return wallAhead.abs().compareTo(NOTICED) < 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "This machine's wall clock went %s by %.1f s during the run: it was set, or the machine stood still."
                                + " Times are by the monotonic clock, which nobody sets and which stands still with the"
                                + " machine.",
                        wallAhead.isNegative() ? "back" : "ahead",
                        wallAhead.abs().toMillis() / 1000.0));
    }
}
