package dev.drlab.verifier;

import java.util.concurrent.TimeUnit;

/**
 * An open-loop schedule: canaries are due at fixed distances whatever the database does. After a stall at most a quarter
 * of a second is made up for; the rest is skipped, and counted.
 */
final class Pacer {
    private static final long MAX_BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A pause of the process puts the schedule behind for less, once it runs again. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final double periodNanos;
    private double nextDue;
    private boolean behind;
    private long behindSince;
    private long skipped;

    Pacer(double rowsPerSecond, long nowNanos) {
        periodNanos = TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
        nextDue = nowNanos;
    }

    /** Claims the next place in the schedule and says when it is due; may be past. */
    synchronized long claim(long nowNanos) {
        double late = nowNanos - nextDue;
        note(late > periodNanos, nowNanos);
        if (late > Math.max(MAX_BEHIND_NANOS, periodNanos)) {
            long missed = (long) Math.ceil((late - MAX_BEHIND_NANOS) / periodNanos);
            skipped += missed;
            nextDue += missed * periodNanos;
        }
        long due = (long) nextDue;
        nextDue += periodNanos;
        return due;
    }

    private void note(boolean late, long nowNanos) {
        if (late && !behind) {
            behindSince = nowNanos;
        }
        behind = late;
    }

    /** True when every place has been claimed too late for some time; then false for that time again. */
    synchronized boolean staysBehind(long nowNanos) {
        if (!behind || nowNanos - behindSince < PATIENCE_NANOS) {
            return false;
        }
        behindSince = nowNanos;
        return true;
    }

    /** A claimed place for which nothing was written. */
    synchronized void giveUp() {
        skipped++;
    }

    synchronized long skipped() {
        return skipped;
    }
}
