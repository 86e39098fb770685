package dev.drlab.verifier.measure;

/**
 * When the next look at the replica is due: so that its answer is there one interval after the moment up to which the
 * canaries' arrival is known, be that the look before or the oldest one's acknowledgement. Looks that come earlier cost
 * and tell nothing; the answer's delay, wake-up included, is learnt from the looks before.
 *
 * <p>The interval is a fiftieth of the age of the oldest outstanding canary, within limits, so that the resolution stays
 * in proportion to the lag while a replica that is far behind costs little. All times are in nanoseconds.
 */
public final class LookTimer {
    private static final long AGE_PER_INTERVAL = 50;
    private static final long FIRST_GUESS_NANOS = 250_000;
    private static final long STEP_NANOS = 10_000;

    private final long minNanos;
    private final long maxNanos;
    private long delayNanos = FIRST_GUESS_NANOS;
    private long answeredNanos;

    /** Pauses of at least and at most so many nanoseconds. */
    public LookTimer(long minNanos, long maxNanos) {
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
    }

    /**
     * When to send the next look; may be past.
     *
     * @param ageNanos of the oldest outstanding canary, since its acknowledgement
     * @param previousSentNanos when the look before was sent; -1 if there was none
     */
    public long due(long ageNanos, long previousSentNanos, long nowNanos) {
        long interval = Math.max(minNanos, Math.min(maxNanos, ageNanos / AGE_PER_INTERVAL));
        long knownNanos = Math.max(nowNanos - ageNanos, previousSentNanos);
        // A replica that answers slowly is left in peace for half of the time.
        return Math.max(knownNanos + interval - delayNanos, answeredNanos + interval / 2);
    }

    /** Learns the median delay of an answer: a step up or down, which no outlier moves further. */
    public void answered(long dueNanos, long nowNanos) {
        answeredNanos = nowNanos;
        delayNanos = Math.max(0, delayNanos + (nowNanos - dueNanos > delayNanos ? STEP_NANOS : -STEP_NANOS));
    }
}
