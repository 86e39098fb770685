package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.observability.Metric;
import java.util.Map;
import software.constructs.Construct;

/** The alarms on Route 53's health checks. */
public final class RoutingAlarms extends AlarmGroup {
    private static final int MINUTE = 60;

    /** Makes the alarms below {@code scope}. */
    public RoutingAlarms(Construct scope, String id, RoutingAlarmsProps props) {
        super(scope, id, props.place());
        unhealthy(
                "primary-health",
                "The primary region does not answer: decide whether to fail over.",
                props.primaryHealthCheckId());
        unhealthy(
                "no-writer",
                "No region accepts writes: a move is under way, or the active database is down.",
                props.writerPresentHealthCheckId());
        twoWriters(props);
    }

    /**
     * In a move the old writer looks active until its check has failed often enough, and the new one may be seen before that:
     * for as long as a check takes to see a change, both being active is no fault.
     */
    private void twoWriters(RoutingAlarmsProps props) {
        alarm(
                new Rule(
                        "two-writers",
                        "Both regions accept writes: fence the one with the lower epoch at once.",
                        Rule.ABOVE,
                        0,
                        MINUTE,
                        (props.detectionSeconds() + MINUTE - 1) / MINUTE,
                        Missing.NOT_BREACHING),
                status(props.twoWritersHealthCheckId()),
                "Minimum");
    }

    private void unhealthy(String name, String description, String healthCheckId) {
        alarm(
                new Rule(name, description, Rule.BELOW, 1, MINUTE, 2, Missing.BREACHING),
                status(healthCheckId),
                "Minimum");
    }

    private static Metric status(String healthCheckId) {
        return new Metric(
                RoutingAlarmsProps.REGION, "AWS/Route53", "HealthCheckStatus", Map.of("HealthCheckId", healthCheckId));
    }
}
