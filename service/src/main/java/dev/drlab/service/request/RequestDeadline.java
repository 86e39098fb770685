package dev.drlab.service.request;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long one request may still wait in all: for the end of a switchover, its turn to be forwarded, a database
 * connection. Its client counts the time from the start, so every further wait has only what the earlier ones left, in
 * the other region too. A request that is served after its client has gone delays one whose client still waits: after a
 * switchover a region would be busy for many seconds and acknowledge nothing.
 */
public final class RequestDeadline {
    /** Less than a client that allows one second has. */
    public static final Duration LONGEST = Duration.ofMillis(800);

    private final long endNanos;
    private final LongSupplier nanos;

    private RequestDeadline(Duration left, LongSupplier nanos) {
        this.nanos = nanos;
        this.endNanos = nanos.getAsLong() + left.toNanos();
    }

    /** That of a request that has just come from its client. */
    public static RequestDeadline full() {
        return of(LONGEST.toMillis());
    }

    /** The time that is left by another task's word, in milliseconds; the full one when it says more. */
    public static RequestDeadline of(long leftMillis) {
        return of(leftMillis, System::nanoTime);
    }

    /** The same on another monotonic clock, in nanoseconds. */
    public static RequestDeadline of(long leftMillis, LongSupplier nanos) {
        return new RequestDeadline(Duration.ofMillis(Math.max(0, Math.min(LONGEST.toMillis(), leftMillis))), nanos);
    }

    /** In nanoseconds; 0 when it is over. */
    public long leftNanos() {
        return Math.max(0, endNanos - nanos.getAsLong());
    }

    /** In whole milliseconds. */
    public long leftMillis() {
        return TimeUnit.NANOSECONDS.toMillis(leftNanos());
    }

    /** True when nothing is left. */
    public boolean over() {
        return leftNanos() == 0;
    }
}
