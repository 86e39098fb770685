package dev.drlab.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;

/**
 * The clients' requests in one part of a run: from what moves the service, or interrupts it, to the next such event or
 * the end of the traffic; the first part is the steady state before. Together the parts are the whole run since the
 * steady state.
 *
 * @param name such as {@code switchover back}
 * @param mode switchover or failover; null before the first event
 * @param region the region that is to serve at its end
 * @param seconds how long it lasted
 * @param requests requests whose outcome became known in that time, and those that could not be sent: what was under way
 *     at an event belongs to the part that the event begins
 * @param failed of those, not answered with success
 * @param longestWriteGapSeconds the longest gap between accepted writes that overlaps that time
 * @param judged what is compared with targets
 * @param fullRecovery when the service was fully back; null before the first event
 */
public record ServiceLeg(
        String name,
        Report.Mode mode,
        String region,
        double seconds,
        long requests,
        long failed,
        double longestWriteGapSeconds,
        Judged judged,
        FullRecovery fullRecovery) {
    /** @throws IllegalArgumentException if a number is negative or more failed than were sent */
    public ServiceLeg {
        Checks.notBlank("availability.legs.name", name);
        Checks.notBlank("availability.legs.region", region);
        Checks.notNegative("availability.legs.seconds", seconds);
        Checks.partOf("availability.legs.failed", failed, "availability.legs.requests", requests);
        Checks.notNegative("availability.legs.longestWriteGapSeconds", longestWriteGapSeconds);
        Objects.requireNonNull(judged, "availability.legs.judged");
        if ((mode == null) != (fullRecovery == null)) {
            throw new IllegalArgumentException("the leg '" + name + "' has a mode exactly when it has a full recovery");
        }
    }

    /**
     * The time that is compared with targets: all of a planned move; of an unplanned one what follows the first accepted
     * write, for the outage before is the recovery time. So it is of a planned move on AWS, where a promotion takes minutes;
     * a check judges the longest gap in all of it.
     *
     * @param since what it begins with
     * @param requests as of the whole part, or those that were sent since the first accepted write
     * @param failed of those, not answered with success
     * @param failedShareTarget at most this share of the requests may fail, 0 to 1
     * @param longestWriteGapSeconds the longest gap between accepted writes that overlaps that time
     * @param gapTargetSeconds at most this
     */
    @JsonPropertyOrder({
        "since",
        "requests",
        "failed",
        "failedShare",
        "failedShareTarget",
        "failedShareMet",
        "longestWriteGapSeconds",
        "gapTargetSeconds",
        "gapMet"
    })
    public record Judged(
            String since,
            long requests,
            long failed,
            double failedShareTarget,
            double longestWriteGapSeconds,
            double gapTargetSeconds) {
        /** @throws IllegalArgumentException if a number is out of its range */
        public Judged {
            Checks.notBlank("availability.legs.judged.since", since);
            Checks.partOf("availability.legs.judged.failed", failed, "availability.legs.judged.requests", requests);
            Checks.notNegative("availability.legs.judged.longestWriteGapSeconds", longestWriteGapSeconds);
            Checks.notNegative("availability.legs.judged.gapTargetSeconds", gapTargetSeconds);
            if (!(failedShareTarget >= 0 && failedShareTarget <= 1)) {
                throw new IllegalArgumentException(
                        "availability.legs.judged.failedShareTarget is " + failedShareTarget + ", not within 0 to 1");
            }
        }

        /** Share of the requests that failed, 0 to 1; 1 when there was none, for then nothing was seen to succeed. */
        @JsonProperty
        public double failedShare() {
            return requests == 0 ? 1 : (double) failed / requests;
        }

        /** True when no more than the target failed. */
        @JsonProperty
        public boolean failedShareMet() {
            return failedShare() <= failedShareTarget;
        }

        /** True when no gap was longer than the target. */
        @JsonProperty
        public boolean gapMet() {
            return longestWriteGapSeconds <= gapTargetSeconds;
        }
    }
}
