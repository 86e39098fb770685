package dev.drlab.observability;

import java.util.Objects;

/**
 * @param place in {@code us-east-1}: Route 53 publishes nowhere else
 * @param primaryHealthCheckId of the primary's {@code /healthz}
 * @param writerPresentHealthCheckId healthy while at least one region is active
 * @param twoWritersHealthCheckId healthy while both regions are active
 */
public record RoutingAlarmsProps(
        AlarmPlace place,
        String primaryHealthCheckId,
        String writerPresentHealthCheckId,
        String twoWritersHealthCheckId) {
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
    }
}
