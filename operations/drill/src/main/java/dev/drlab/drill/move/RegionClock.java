package dev.drlab.drill.move;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a region's clock is from this machine's, as its answers show: each was given between its question and its
 * arrival. Times of the region are taken over as they are until an answer proves that the clocks differ. Not thread-safe.
 */
public final class RegionClock {
    private static final double PART = 1000.0;

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

    /** How far the region's clock is ahead, in milliseconds; 0 where nothing proves a difference. */
    private long aheadMillis() {
        if (!known() || (atLeastMillis <= 0 && atMostMillis >= 0)) {
            return 0;
        }
        return (atLeastMillis + atMostMillis) / 2;
    }

    /** False without an answer, and where the clock was set meanwhile, so that its answers contradict each other. */
    private boolean known() {
        return atLeastMillis != Long.MIN_VALUE && atLeastMillis <= atMostMillis;
    }

    /** For the report. */
    public String sentence() {
        return known()
                ? String.format(
                        Locale.ROOT,
                        "%.1f to %.1f s ahead of this machine's; taken as %.1f s",
                        atLeastMillis / PART,
                        atMostMillis / PART,
                        aheadMillis() / PART)
                : "not compared with this machine's; its times are taken as they are";
    }
}
