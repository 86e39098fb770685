package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * @param place in {@code us-east-1}: Route 53 publishes nowhere else
 * @param primaryHealthCheckId of the primary's {@code /healthz}
 * @param writerPresentHealthCheckId healthy while at least one region is active
 * @param twoWritersHealthCheckId healthy while both regions are active
 * @param detectionSeconds how long a health check takes to see a change: interval times threshold, 10 to 300
 */
public record RoutingAlarmsProps(
        AlarmPlace place,
        String primaryHealthCheckId,
        String writerPresentHealthCheckId,
        String twoWritersHealthCheckId,
        int detectionSeconds) {
    /** The only region with Route 53's metrics. Source: Amazon Route 53 Developer Guide, "Monitoring health checks". */
    public static final String REGION = "us-east-1";

    public RoutingAlarmsProps {
        Objects.requireNonNull(place, "place");
        if (!place.region().equals(REGION)) {
            throw new IllegalArgumentException("RoutingAlarmsProps.place is in " + place.region()
                    + "; Route 53's metrics exist only in " + REGION);
        }
        Require.text("RoutingAlarmsProps.primaryHealthCheckId", primaryHealthCheckId);
        Require.text("RoutingAlarmsProps.writerPresentHealthCheckId", writerPresentHealthCheckId);
        Require.text("RoutingAlarmsProps.twoWritersHealthCheckId", twoWritersHealthCheckId);
        Require.between("RoutingAlarmsProps.detectionSeconds", detectionSeconds, 10, 300);
    }
}
