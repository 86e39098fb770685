package dev.drlab.drill.move;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a region's clock is from this machine's, as its answers show: each was given between its question and its
 * arrival. Times of the region are taken over as they are until an answer proves that the clocks differ. Where answers
 * contradict each other by more than clocks drift, one was set or this machine stood still meanwhile: then no time of the
 * region can be compared with one of this machine. Not thread-safe.
 */
public final class RegionClock {
    private static final double PART = 1000.0;

    /** The servers that answer for a region differ a little from each other, and clocks drift. */
    private static final long DRIFT_MILLIS = 500;

    private long atLeastMillis = Long.MIN_VALUE;
    private long atMostMillis = Long.MAX_VALUE;

    /**
     * Takes an answer into account.
     *
     * @param asked this machine's clock when it was asked for
     * @param answered the region's clock, cut to whole seconds
     * @param arrived this machine's clock when it had come
     */
    void note(Instant asked, Instant answered, Instant arrived) {
        atLeastMillis =
                Math.max(atLeastMillis, Duration.between(arrived, answered).toMillis());
        atMostMillis = Math.min(
                atMostMillis, Duration.between(asked, answered.plusSeconds(1)).toMillis());
    }

    /** A time of the region by this machine's clock. */
    Instant local(Instant region) {
        return region.minusMillis(aheadMillis());
    }

    /** A time of this machine by the region's clock. */
    public Instant region(Instant local) {
        return local.plusMillis(aheadMillis());
    }

    /** The earliest moment of a time of this machine that came from the region by {@link #local}. */
    Instant earliest(Instant local) {
        return known() ? region(local).minusMillis(mostMillis()) : local;
    }

    /** The latest such moment. */
    Instant latest(Instant local) {
        return known() ? region(local).minusMillis(leastMillis()) : local;
    }

    /** How far the region's clock is ahead, in milliseconds; 0 where nothing proves a difference. */
    private long aheadMillis() {
        if (!known() || (leastMillis() <= 0 && mostMillis() >= 0)) {
            return 0;
        }
        return (leastMillis() + mostMillis()) / 2;
    }

    /** The lesser bound of how far it is ahead: clocks that drift may put it above the other. */
    private long leastMillis() {
        return Math.min(atLeastMillis, atMostMillis);
    }

    private long mostMillis() {
        return Math.max(atLeastMillis, atMostMillis);
    }

    /** False without an answer, and where the answers contradict each other. */
    boolean known() {
        return answered() && atLeastMillis <= atMostMillis + DRIFT_MILLIS;
    }

    private boolean answered() {
        return atLeastMillis != Long.MIN_VALUE;
    }

    /** For the report. */
    public String sentence() {
        if (!answered()) {
            return "not compared with this machine's; its times are taken as they are";
        }
        return known()
                ? String.format(
                        Locale.ROOT,
                        "%.1f to %.1f s ahead of this machine's; taken as %.1f s",
                        leastMillis() / PART,
                        mostMillis() / PART,
                        aheadMillis() / PART)
                : String.format(
                        Locale.ROOT,
                        "not comparable with this machine's (at least %.1f s ahead by one answer, at most %.1f s by another:"
                                + " a clock was set, or this machine stood still); its times are taken as they are",
                        atLeastMillis / PART,
                        atMostMillis / PART);
    }
}
