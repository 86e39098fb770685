package dev.drlab.report;

import java.time.Duration;
import java.util.List;

/** The time that a failover on AWS adds to the lab's figures, from published ranges. None of it is measured. */
public final class AwsProjection {
    /** PromoteReadReplica of RDS takes "several minutes or longer"; drlab reckons with so long at most. */
    public static final Duration LONGEST_PROMOTION = Duration.ofMinutes(10);

    private static final String NOTE = "Projection, not measured here: what the same failover meets on AWS, from AWS's"
            + " documentation. Not part of the recovery time above.";

    private AwsProjection() {}

    /**
     * For a lab rehearsal.
     *
     * @param mode a planned switchover waits for no health check and no decision
     * @param decisionMinSeconds shortest time that a person takes to decide (by policy, not by AWS)
     * @param decisionMaxSeconds longest time that a person takes to decide
     */
    public static Report.Projection forLab(Report.Mode mode, double decisionMinSeconds, double decisionMaxSeconds) {
        Report.AwsAdd promotion = promotion();
        return new Report.Projection(
                NOTE,
                mode == Report.Mode.PLANNED
                        ? List.of(promotion)
                        : List.of(healthChecks(), decision(decisionMinSeconds, decisionMaxSeconds), promotion));
    }

    /** For a lab rehearsal in which no role moved: there is no promotion to wait for. */
    public static Report.Projection withoutMove() {
        return new Report.Projection(
                "No role moved, so there is nothing that AWS adds but the slower looks of its guards and state machines.",
                List.of());
    }

    /** For a rehearsal on AWS itself: nothing is left to project. */
    public static Report.Projection none() {
        return new Report.Projection("Measured on AWS: nothing is projected.", List.of());
    }

    private static Report.AwsAdd healthChecks() {
        return new Report.AwsAdd(
                "Health checks of Route 53: every 10 or 30 s, times a threshold of 3 failures",
                30,
                90,
                false,
                "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
                        + "dns-failover-determining-health-of-endpoints.html");
    }

    private static Report.AwsAdd decision(double minSeconds, double maxSeconds) {
        return new Report.AwsAdd(
                "A person's decision: confirm the outage and start the failover; the range is a policy, not a measurement",
                minSeconds,
                maxSeconds,
                true,
                "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/"
                        + "disaster-recovery-options-in-the-cloud.html");
    }

    private static Report.AwsAdd promotion() {
        return new Report.AwsAdd(
                "PromoteReadReplica: RDS reboots the instance; \"several minutes or longer\", taken here as 3 to 10",
                180,
                LONGEST_PROMOTION.toSeconds(),
                true,
                "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html");
    }
}
