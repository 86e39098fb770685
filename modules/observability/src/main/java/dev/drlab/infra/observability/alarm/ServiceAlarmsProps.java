package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * @param place in the service's region
 * @param clusterName of the cluster, which must have Container Insights
 * @param serviceName of the service
 * @param balancerArnSuffix the dimension {@code LoadBalancer}
 * @param targetGroupArnSuffix the dimension {@code TargetGroup} of the target group that gets no health checkers' requests
 */
public record ServiceAlarmsProps(
        AlarmPlace place,
        String clusterName,
        String serviceName,
        String balancerArnSuffix,
        String targetGroupArnSuffix) {
    public ServiceAlarmsProps {
        Objects.requireNonNull(place, "place");
        Require.text("ServiceAlarmsProps.clusterName", clusterName);
        Require.text("ServiceAlarmsProps.serviceName", serviceName);
        Require.text("ServiceAlarmsProps.balancerArnSuffix", balancerArnSuffix);
        Require.text("ServiceAlarmsProps.targetGroupArnSuffix", targetGroupArnSuffix);
    }
}
