package dev.drlab.infra.routing;

import dev.drlab.infra.common.Require;
import java.util.Objects;
import java.util.Set;

/**
 * The public names and where they lead.
 *
 * @param name prefix of the checks' names, such as {@code drlab}
 * @param hostedZoneId the public Route 53 zone that holds all names
 * @param failoverName the name that clients use, such as {@code app.example.com}
 * @param primary the region that is answered unless the other one is active or this one is down
 * @param secondary the other region
 * @param healthChecks pace of the checks
 */
public record FailoverRoutingProps(
        String name,
        String hostedZoneId,
        String failoverName,
        RegionEndpoint primary,
        RegionEndpoint secondary,
        HealthCheckProps healthChecks) {
    /** @throws IllegalArgumentException if a text is blank, a name is none, or two of the three names are equal */
    public FailoverRoutingProps {
        Require.text("name", name);
        Require.text("hostedZoneId", hostedZoneId);
        Require.hostName("failoverName", failoverName);
        Objects.requireNonNull(primary, "primary");
        Objects.requireNonNull(secondary, "secondary");
        Objects.requireNonNull(healthChecks, "healthChecks");
        // A check on the failover name would follow the very answer that it decides.
        if (primary.hostName().equals(secondary.hostName())
                || Set.of(primary.hostName(), secondary.hostName()).contains(failoverName)) {
            throw new IllegalArgumentException(
                    "the failover name and the two regions' names must differ but are %s, %s, %s"
                            .formatted(failoverName, primary.hostName(), secondary.hostName()));
        }
    }
}
