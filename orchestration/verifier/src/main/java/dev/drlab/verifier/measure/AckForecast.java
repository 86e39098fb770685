package dev.drlab.verifier.measure;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * When the next acknowledgement is to be expected: canaries are due at fixed distances, and their commits take about as
 * long each time. Who looks for them can sleep until after it, and need not be woken by it. A wrong forecast delays a
 * look; what is known of the lag is measured all the same. All times are in nanoseconds.
 */
public final class AckForecast {
    /** The median of so many: seven of them may be outliers, such as a first commit over a new connection. */
    private static final int REMEMBERED = 15;
    /** Below, an acknowledgement comes about when the canary before arrives. */
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    /** Above, a sleep would keep its thread from what else it watches. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final long periodNanos;
    private final long[] acked = new long[REMEMBERED];
    private final boolean possible;
    private int count;
    private int oldest;
    private long expectedNanos;

    /** Of canaries that are due so many times a second. */
    public AckForecast(double rowsPerSecond) {
        periodNanos = (long) (TimeUnit.SECONDS.toNanos(1) / rowsPerSecond);
        possible = periodNanos >= SHORTEST_NANOS && periodNanos <= LONGEST_NANOS;
    }

    /** Learns from an acknowledgement. */
    public void acked(long ackNanos) {
        if (!possible) {
            return;
        }
        acked[oldest] = ackNanos;
        oldest = (oldest + 1) % REMEMBERED;
        count = Math.min(count + 1, REMEMBERED);
        long[] late = new long[count];
        for (int i = 0; i < count; i++) {
            late[i] = late(acked[i], ackNanos);
        }
        Arrays.sort(late);
        expectedNanos = ackNanos + late[count / 2];
    }

    /** By how much one was later than another, whichever periods they belong to: at most half of a period. */
    private long late(long ackNanos, long otherNanos) {
        long half = periodNanos / 2;
        return Math.floorMod(ackNanos - otherNanos + half, periodNanos) - half;
    }

    /** The first one that is expected after {@code nowNanos}; -1 where none can be foretold. */
    public long next(long nowNanos) {
        return count == 0 ? -1 : nowNanos + Math.floorMod(expectedNanos - nowNanos, periodNanos);
    }
}
