package dev.drlab.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;

/**
 * When the service was fully back: the moment from which on every whole second has at least 99 % of its writes accepted, and
 * of its reads. It is what a recovery target is compared with.
 *
 * <p>A request belongs to the time at which it was sent, or fell due and could not be sent; what has no outcome was not
 * accepted. Each second begins with a request, so they overlap. A write counts as accepted when the region that is to be
 * active accepted it. The moment is not before the first accepted write.
 *
 * @param seconds from the event to that moment; null when it was not reached
 * @param watchedSeconds from the event to the end of what was judged
 * @param writes the writes since the event
 * @param reads the reads since the event
 * @param laterSecondsBelow whole seconds below 99 % that came after what was judged, until the next move or the end of the
 *     run; seconds that overlap count once
 */
@JsonPropertyOrder({"seconds", "watchedSeconds", "requests", "failed", "writes", "reads", "laterSecondsBelow"})
public record FullRecovery(Double seconds, double watchedSeconds, Kind writes, Kind reads, long laterSecondsBelow) {
    private static final double TOLERANCE_SECONDS = 0.001;

    /** @throws IllegalArgumentException if a number is negative, or it was reached beyond what was watched */
    public FullRecovery {
        Checks.notNegative("fullRecovery.watchedSeconds", watchedSeconds);
        Checks.notNegative("fullRecovery.laterSecondsBelow", laterSecondsBelow);
        Objects.requireNonNull(writes, "fullRecovery.writes");
        Objects.requireNonNull(reads, "fullRecovery.reads");
        if (seconds != null
                && Checks.notNegative("fullRecovery.seconds", seconds) > watchedSeconds + TOLERANCE_SECONDS) {
            throw new IllegalArgumentException(
                    "fullRecovery.seconds is " + seconds + ", more than fullRecovery.watchedSeconds " + watchedSeconds);
        }
    }

    /** True when it was reached. */
    public boolean reached() {
        return seconds != null;
    }

    /** True when it was reached within that time, in seconds. */
    boolean within(double targetSeconds) {
        return seconds != null && seconds <= targetSeconds;
    }

    /** Requests under way at the event or sent later, until full recovery or the end of what was judged. */
    @JsonProperty
    public long requests() {
        return writes.requests + reads.requests;
    }

    /** Of {@link #requests()}, those that were not answered with success. */
    @JsonProperty
    public long failed() {
        return writes.failed + reads.failed;
    }

    /**
     * One kind of requests.
     *
     * @param seconds from the event to the moment from which on every whole second of this kind is good; null when it was
     *     not reached
     * @param requests under way at the event or sent later, until the service was fully back; those that could not be sent
     *     included
     * @param failed of those, not answered with success
     */
    public record Kind(Double seconds, long requests, long failed) {
        /** @throws IllegalArgumentException if a number is negative or more failed than were sent */
        public Kind {
            if (seconds != null) {
                Checks.notNegative("fullRecovery.seconds", seconds);
            }
            Checks.partOf("fullRecovery.failed", failed, "fullRecovery.requests", requests);
        }
    }
}
