package dev.drlab.infra.stacks.config;

import java.util.Optional;

/**
 * The service's public name.
 *
 * @param name the name that follows the active region, e.g. {@code app.example.com}
 * @param hostedZoneId of the Route 53 zone that holds it
 * @param certificateArns of existing certificates; empty: certificates are issued and validated through the zone
 */
public record DomainSettings(String name, String hostedZoneId, Optional<PerRegion<String>> certificateArns) {
    /** The name that always leads to the same region, for health checks and forwarding. */
    public String hostOf(Role role) {
        return role.id() + "." + name;
    }
}
