package dev.drlab.service;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps requests from a peer that has just refused one: until it serves again, one request is let through per pause, the
 * others are refused here. During a switchover all clients' writes come at once to a region that has not opened its
 * database yet; carried over, they would take the time that it needs to open it.
 *
 * <p>Thread-safe.
 */
final class PeerBreaker {
    /** Short beside a failover, long beside a refused request. */
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final LongSupplier nanos;
    private boolean refusing;
    private long nextProbe;

    /** @param nanos a monotonic clock, in nanoseconds */
    PeerBreaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** True when a request may go to the peer now; its end must then be told. */
    synchronized boolean admits() {
        if (!refusing) {
            return true;
        }
        long now = nanos.getAsLong();
        if (now - nextProbe < 0) {
            return false;
        }
        nextProbe = now + PAUSE_NANOS;
        return true;
    }

    /** The peer has served a request. */
    synchronized void served() {
        refusing = false;
    }

    /** The peer has refused a request, or did not answer it. */
    synchronized void refused() {
        if (!refusing) {
            refusing = true;
            nextProbe = nanos.getAsLong() + PAUSE_NANOS;
        }
    }
}
