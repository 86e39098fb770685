package dev.drlab.infra.routing;

import dev.drlab.infra.common.Require;

/**
 * Where one region is reached.
 *
 * @param hostName the region's own public name, such as {@code primary.app.example.com}; in the region's certificate
 * @param balancerDnsName DNS name that AWS gave to the region's balancer
 * @param balancerZoneId hosted zone of that name, which AWS gives too
 */
public record RegionEndpoint(String hostName, String balancerDnsName, String balancerZoneId) {
    /** @throws IllegalArgumentException if the host name is none, or another text is blank */
    public RegionEndpoint {
        Require.hostName("hostName", hostName);
        Require.text("balancerDnsName", balancerDnsName);
        Require.text("balancerZoneId", balancerZoneId);
    }
}
