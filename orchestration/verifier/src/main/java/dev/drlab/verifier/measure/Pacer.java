package dev.drlab.verifier.measure;

import java.util.concurrent.TimeUnit;

/**
 * An open-loop schedule: canaries are due at fixed distances whatever the database does. After a stall at most a quarter
 * of a second is made up for; the rest is skipped, and counted by what the writer that finds it was doing at the time.
 */
public final class Pacer {
    private static final long MAX_BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Time for which a schedule may be late before more writers start. After a pause of the process it is late for less. */
    private static final long LATE_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final double periodNanos;
    private double nextDue;
    private boolean behind;
    private long behindSince;
    private Skipped skipped = Skipped.NONE;

    /**
     * A writer's last canary: its commit was under way, then it may have lacked a session.
     *
     * @param sent when it sent its last insert, nanoseconds since the start
     * @param answered when that was answered, or failed; {@code sent} or later
     * @param ready when it had a session again; {@code answered} if it kept its session
     */
    public record Occupation(long sent, long answered, long ready) {
        /** Nothing yet, until it had its first session. */
        public static Occupation until(long ready) {
            return new Occupation(0, 0, ready);
        }

        /** The same, with its connection ready again at {@code readyAgain}, a {@link System#nanoTime()}. */
        public Occupation then(long readyAgain) {
            return new Occupation(sent, answered, readyAgain);
        }
    }

    /** Begins at {@code nowNanos}, a {@link System#nanoTime()}. */
    public Pacer(double rowsPerSecond, long nowNanos) {
        periodNanos = TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
        nextDue = nowNanos;
    }

    /** Claims the next place in the schedule and says when it is due; may be past. */
    public synchronized long claim(long nowNanos, Occupation before) {
        double late = nowNanos - nextDue;
        note(late > periodNanos, nowNanos);
        if (late > Math.max(MAX_BEHIND_NANOS, periodNanos)) {
            skip((long) Math.ceil((late - MAX_BEHIND_NANOS) / periodNanos), before);
        }
        long due = (long) nextDue;
        nextDue += periodNanos;
        return due;
    }

    private void skip(long missed, Occupation before) {
        long whileSent = placesBefore(before.sent(), missed);
        long whileAnswered = placesBefore(before.answered(), missed);
        long whileReady = placesBefore(before.ready(), missed);
        long busy = whileAnswered - whileSent;
        long withoutWriter = whileReady - whileAnswered;
        skipped = skipped.plus(new Skipped(missed - busy - withoutWriter, busy, withoutWriter));
        nextDue += missed * periodNanos;
    }

    /** How many of the next places are due before that time. */
    private long placesBefore(long nanos, long most) {
        return Math.max(0, Math.min(most, (long) Math.ceil((nanos - nextDue) / periodNanos)));
    }

    private void note(boolean late, long nowNanos) {
        if (late && !behind) {
            behindSince = nowNanos;
        }
        behind = late;
    }

    /** True when every place has been claimed too late for some time; then false for that time again. */
    public synchronized boolean staysBehind(long nowNanos) {
        if (!behind || nowNanos - behindSince < LATE_LIMIT_NANOS) {
            return false;
        }
        behindSince = nowNanos;
        return true;
    }

    /** A claimed place for which nothing was written: the writer had gone. */
    public synchronized void giveUp() {
        skipped = skipped.plus(new Skipped(0, 0, 1));
    }

    /** The scheduled canaries that were not written, by reason. */
    public synchronized Skipped skipped() {
        return skipped;
    }
}
