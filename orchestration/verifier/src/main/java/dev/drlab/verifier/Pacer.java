package dev.drlab.verifier;

import java.util.concurrent.TimeUnit;

/**
 * An open-loop schedule: canaries are due at fixed distances whatever the database does. After a stall at most a quarter
 * of a second is made up for; the rest is skipped, and counted.
 */
final class Pacer {
    private static final long MAX_BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final double periodNanos;
    private double nextDue;
    private long skipped;

    Pacer(double rowsPerSecond, long nowNanos) {
        periodNanos = TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
        nextDue = nowNanos;
    }

    /** Claims the next place in the schedule and says when it is due; may be past. */
    synchronized long claim(long nowNanos) {
        double behind = nowNanos - nextDue;
        if (behind > Math.max(MAX_BEHIND_NANOS, periodNanos)) {
            long missed = (long) Math.ceil((behind - MAX_BEHIND_NANOS) / periodNanos);
            skipped += missed;
            nextDue += missed * periodNanos;
        }
        long due = (long) nextDue;
        nextDue += periodNanos;
        return due;
    }

    /** A claimed place for which nothing was written. */
    synchronized void giveUp() {
        skipped++;
    }

    synchronized long skipped() {
        return skipped;
    }
}
