package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.observability.Metric;
import dev.drlab.infra.observability.Term;
import java.util.List;
import software.constructs.Construct;

/** The alarms of one region's tasks and balancer, the same in both regions. */
public final class ServiceAlarms extends AlarmGroup {
    private static final int MINUTE = 60;

    /** Makes the alarms below {@code scope}. */
    public ServiceAlarms(Construct scope, String id, ServiceAlarmsProps props) {
        super(scope, id, props.place());
        tasks(props);
        errors(props);
    }

    /** Not to know the number of tasks is as bad as a wrong one, so silence counts. A deployment is over within 5 minutes. */
    private void tasks(ServiceAlarmsProps props) {
        alarm(
                new Rule(
                        "task-count",
                        "The service has not run the number of tasks that it should for 5 minutes.",
                        Rule.ABOVE,
                        0,
                        MINUTE,
                        5,
                        Missing.BREACHING),
                "ABS(desired - running)",
                List.of(
                        new Term("desired", insights(props, "DesiredTaskCount"), "Average"),
                        new Term("running", insights(props, "RunningTaskCount"), "Average")));
    }

    /**
     * A request that finds no target is in no {@code RequestCount}, so the balancer's own errors are added to it. Without
     * traffic the division has no result, and there is nothing to complain about.
     * Errors that are reported after their requests count as none until then: hence two minutes more than are needed.
     */
    private void errors(ServiceAlarmsProps props) {
        String region = props.place().region();
        alarm(
                new Rule(
                        "errors",
                        "More than 5 % of the requests for items and objects ended in 5xx, in 3 of 5 minutes.",
                        Rule.ABOVE,
                        5,
                        MINUTE,
                        5,
                        3,
                        Missing.NOT_BREACHING),
                "100 * (FILL(balancer, 0) + FILL(targets, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
                List.of(
                        new Term(
                                "balancer",
                                Metric.balancer(region, props.balancerArnSuffix(), "HTTPCode_ELB_5XX_Count"),
                                "Sum"),
                        new Term("targets", targets(props, "HTTPCode_Target_5XX_Count"), "Sum"),
                        new Term("requests", targets(props, "RequestCount"), "Sum")));
    }

    private static Metric insights(ServiceAlarmsProps props, String name) {
        return Metric.insights(props.place().region(), props.clusterName(), props.serviceName(), name);
    }

    private static Metric targets(ServiceAlarmsProps props, String name) {
        return Metric.targets(props.place().region(), props.balancerArnSuffix(), props.targetGroupArnSuffix(), name);
    }
}
