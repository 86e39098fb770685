package dev.drlab.infra.observability.alarm;

import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.infra.observability.Metric;
import software.constructs.Construct;

/**
 * The alarms on the verifier's figures, its verdict, its silence and on starts that failed. To be made only where canaries
 * are enabled. Source of the queue's metric: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS".
 */
public final class VerifierAlarms extends AlarmGroup {
    private static final int MINUTE = 60;

    /** Makes the alarms below {@code scope}. */
    public VerifierAlarms(Construct scope, String id, VerifierAlarmsProps props) {
        super(scope, id, props.place());
        String region = props.place().region();
        int periodSeconds = 60 * props.periodMinutes();
        alarm(
                new Rule(
                        "verifier-rpo",
                        "The verifier measured a greater RPO exposure than the target.",
                        Rule.ABOVE,
                        props.rpoTargetSeconds(),
                        periodSeconds,
                        1,
                        // Silence is the other alarm's matter.
                        Missing.NOT_BREACHING),
                Metric.verifier(region, props.metrics(), CustomMetric.RPO_EXPOSURE),
                "Maximum");
        // Holes, rows of others and a loss whose standby was soon back leave the exposure small.
        alarm(
                new Rule(
                        "verifier-missed",
                        "The verifier lost canaries, or missed its target, or found rows that must not be. See its log.",
                        Rule.ABOVE,
                        0,
                        periodSeconds,
                        1,
                        Missing.NOT_BREACHING),
                Metric.verifier(region, props.metrics(), CustomMetric.VERIFIER_MISSED),
                "Maximum");
        alarm(
                new Rule(
                        "verifier-silent",
                        "The verifier has had no result for 2 periods or more: replication is not being measured.",
                        Rule.BELOW,
                        1,
                        periodSeconds,
                        2,
                        Missing.BREACHING),
                Metric.verifier(region, props.metrics(), CustomMetric.VERIFIER_RUNS),
                "Sum");
        alarm(
                new Rule(
                        "verifier-not-started",
                        "A start of the verifier failed, and was given up: the message in the queue "
                                + props.deadLetterQueue() + " says why. The alarm ends when the queue is purged.",
                        Rule.ABOVE,
                        0,
                        MINUTE,
                        1,
                        // A queue that has been empty and unused for 6 hours reports nothing.
                        Missing.NOT_BREACHING),
                Metric.queue(region, props.deadLetterQueue(), "ApproximateNumberOfMessagesVisible"),
                "Maximum");
    }
}
