package dev.drlab.infra.routing;

import dev.drlab.infra.common.Require;

/**
 * The names that a region's certificate covers.
 *
 * @param hostedZoneId the public Route 53 zone that holds both names
 * @param regionalName the region's own name, such as {@code primary.app.example.com}
 * @param failoverName the name that leads to either region
 */
public record RegionCertificateProps(String hostedZoneId, String regionalName, String failoverName) {
    /** @throws IllegalArgumentException if the zone is blank, a name is none, or the names are equal */
    public RegionCertificateProps {
        Require.text("hostedZoneId", hostedZoneId);
        Require.hostName("regionalName", regionalName);
        Require.hostName("failoverName", failoverName);
        if (regionalName.equals(failoverName)) {
            throw new IllegalArgumentException(
                    "regionalName and failoverName must differ but are both " + failoverName);
        }
    }
}
