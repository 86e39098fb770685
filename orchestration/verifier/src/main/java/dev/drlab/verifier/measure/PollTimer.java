package dev.drlab.verifier.measure;

import java.util.concurrent.TimeUnit;

/**
 * When the next look at the replica is due: so that its answer is there one interval after the moment up to which the
 * canaries' arrival is known, be that the reading before or the oldest one's acknowledgement. Readings that come earlier cost
 * and tell nothing; the answer's delay, wake-up included, is learnt from the readings before.
 *
 * <p>Where canaries need longer than that interval, the first look for one waits until one of five has arrived, as learnt
 * from those before: the others' arrival then lies between two readings that follow each other closely.
 *
 * <p>The interval is a fiftieth of the age of the oldest outstanding canary, within limits, so that the resolution stays
 * in proportion to the lag while a replica that is far behind costs little. Looks that go on and on are paced besides: a
 * number a second at most, and half of the time at most. All times are in nanoseconds.
 */
public final class PollTimer {
    /** Looks a second that can be kept up; for a fifth of a second there may be more. */
    static final int POLLS_PER_SECOND = 640;

    private static final long AGE_PER_INTERVAL = 50;
    private static final long FIRST_GUESS_NANOS = 250_000;
    private static final long STEP_NANOS = 10_000;
    /** A step down outweighs four steps up: of five canaries one is there at the first reading. */
    private static final int EARLIER_PART = 16;

    private static final int LATER_PART = 4 * EARLIER_PART;
    private static final long LEAST_LATER_NANOS = 5_000;

    private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1) / POLLS_PER_SECOND;
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final long minNanos;
    private final long maxNanos;
    private long delayNanos = FIRST_GUESS_NANOS;
    private long travelNanos;
    private long answeredNanos;
    /** When looks at the highest lasting rate would have led to as many. */
    private long paidUntilNanos;

    /** Pauses of at least and at most so many nanoseconds. */
    public PollTimer(long minNanos, long maxNanos) {
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
    }

    /**
     * When to send the next reading; may be past.
     *
     * @param ageNanos of the oldest outstanding canary, since its acknowledgement
     * @param previousSentNanos when the reading before was sent; -1 if there was none
     */
    public long due(long ageNanos, long previousSentNanos, long nowNanos) {
        long interval = Math.max(minNanos, Math.min(maxNanos, ageNanos / AGE_PER_INTERVAL));
        long ackedNanos = nowNanos - ageNanos;
        long dueNanos = ackedNanos > previousSentNanos
                ? ackedNanos + Math.max(interval - delayNanos, travelNanos)
                : previousSentNanos + interval - delayNanos;
        // Where two answers do not fit into an interval, one follows the other.
        long pause = 2 * delayNanos > interval ? 0 : interval / 2;
        return Math.max(Math.max(dueNanos, answeredNanos + pause), paidUntilNanos - BURST_NANOS);
    }

    /** How long after a canary's acknowledgement the first look for it is due, while its lag is small. */
    public long firstPollNanos() {
        return Math.max(minNanos - delayNanos, travelNanos);
    }

    /** Learns the median delay of an answer: a step up or down, which no outlier moves further. */
    public void answered(long dueNanos, long nowNanos) {
        answeredNanos = nowNanos;
        long tookNanos = nowNanos - dueNanos;
        delayNanos = Math.max(0, delayNanos + (tookNanos > delayNanos ? STEP_NANOS : -STEP_NANOS));
        paidUntilNanos = Math.max(paidUntilNanos, dueNanos) + Math.max(POLL_NANOS, 2 * tookNanos);
    }

    /**
     * Learns how long canaries travel.
     *
     * @param arrived whether the first reading since a canary's acknowledgement found it
     */
    public void polledFirst(boolean arrived) {
        long step = arrived
                ? -Math.max(4 * LEAST_LATER_NANOS, travelNanos / EARLIER_PART)
                : Math.max(LEAST_LATER_NANOS, travelNanos / LATER_PART);
        travelNanos = Math.max(0, Math.min(maxNanos, travelNanos + step));
    }
}
