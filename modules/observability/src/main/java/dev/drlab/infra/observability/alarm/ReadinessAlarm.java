package dev.drlab.infra.observability.alarm;

import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.infra.common.Require;
import dev.drlab.infra.observability.Metric;
import software.constructs.Construct;

/**
 * The alarm on the readiness job's verdict, and on a missing verdict. It needs two bad runs in a row: a replica is in
 * {@code backing-up} for minutes of each day, for which nobody should be woken.
 */
public final class ReadinessAlarm extends AlarmGroup {
    private static final int RUNS = 2;

    /**
     * Makes the alarm below {@code scope}.
     *
     * @param place in the region that publishes the metric
     * @param namespace of the metric
     * @param periodMinutes between two runs, 1 to 720
     */
    public ReadinessAlarm(Construct scope, String id, AlarmPlace place, String namespace, int periodMinutes) {
        super(scope, id, place);
        Require.between("ReadinessAlarm.periodMinutes", periodMinutes, 1, 720);
        alarm(
                new Rule(
                        "not-ready",
                        "The standby could not take over, or nobody has looked: drlab readiness tells why.",
                        Rule.BELOW,
                        1,
                        60 * periodMinutes,
                        RUNS,
                        Missing.BREACHING),
                Metric.ofProject(place.region(), namespace, CustomMetric.READY, place.project()),
                "Maximum");
    }
}
