package dev.drlab.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Splits a recovery time into contiguous phases: each begins where the one before it ended, so that they sum to the
 * whole without a gap. Boundaries are taken to the millisecond. Not thread-safe.
 */
public final class RtoClock {
    private final String startsAt;
    private final Instant start;
    private final List<Report.Phase> phases = new ArrayList<>();
    private long elapsedMillis;

    private RtoClock(String startsAt, Instant start) {
        this.startsAt = Checks.notBlank("rto.startsAt", startsAt);
        this.start = Objects.requireNonNull(start, "start");
    }

    /** Starts the clock; {@code startsAt} names what starts it, such as {@code fault injected}. */
    public static RtoClock startingAt(String startsAt, Instant start) {
        return new RtoClock(startsAt, start);
    }

    /**
     * Ends the current phase. A boundary that lies before the one already reached (two things that went on at once)
     * gives a phase of length 0.
     *
     * @param name of the phase that ends
     * @param end when it ended
     * @throws IllegalArgumentException if that is before the start: a time of 0 would be too good
     */
    public RtoClock until(String name, Instant end) {
        long sinceStart = millisSinceStart(end);
        if (sinceStart < 0) {
            throw new IllegalArgumentException("the recovery time cannot be judged: '" + name + "' ended at " + end
                    + ", " + -sinceStart + " ms before '" + startsAt + "'");
        }
        long endMillis = Math.max(elapsedMillis, sinceStart);
        phases.add(new Report.Phase(name, (endMillis - elapsedMillis) / 1000.0));
        elapsedMillis = endMillis;
        return this;
    }

    /** The recovery time, which ends with the last phase. {@code targetSeconds}: at most this. */
    public Report.Rto recovered(double targetSeconds) {
        return new Report.Rto(elapsedMillis / 1000.0, null, targetSeconds, startsAt, phases);
    }

    /** No recovery: the wait ended at {@code end}. {@code targetSeconds}: at most this. */
    public Report.Rto gaveUpAt(Instant end, double targetSeconds) {
        double waited = Math.max(elapsedMillis, millisSinceStart(end)) / 1000.0;
        return new Report.Rto(null, waited, targetSeconds, startsAt, phases);
    }

    private long millisSinceStart(Instant end) {
        return Math.round(
                Duration.between(start, Objects.requireNonNull(end, "end")).toNanos() / 1e6);
    }
}
