package dev.drlab.contract.waiting;

import java.time.Duration;
import java.util.Objects;

/** The moment at which a wait, or several in a row, gives up. */
public final class Deadline {
    private static final long MILLIS_PER_SECOND = 1_000;

    private final WaitClock clock;
    private final Duration limit;
    private final long atNanos;

    private Deadline(Duration limit, WaitClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.limit = Objects.requireNonNull(limit, "limit");
        this.atNanos = clock.nanos() + limit.toNanos();
    }

    /** {@code limit} from now; it has passed already when that is zero or negative. */
    public static Deadline after(Duration limit) {
        return new Deadline(limit, WaitClock.SYSTEM);
    }

    /** The same, by another clock. */
    public static Deadline after(Duration limit, WaitClock clock) {
        return new Deadline(limit, clock);
    }

    /** Whether it has come. */
    public boolean passed() {
        return left().isZero();
    }

    /** The time until then; zero once it has come. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - clock.nanos()));
    }

    /** By which it is measured. */
    WaitClock clock() {
        return clock;
    }

    /** The whole time that it allows, such as {@code 30 s} or {@code 250 ms}. */
    @Override
    public String toString() {
        long millis = limit.toMillis();
        return millis % MILLIS_PER_SECOND == 0 ? limit.toSeconds() + " s" : millis + " ms";
    }
}
