package dev.drlab.stacks.config;

import dev.drlab.contract.database.RdsAuthorities;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/** The regions that drlab can be deployed to: those of one partition that the AWS SDK lists. */
final class KnownRegions {
    /** ARNs, service principals and the certificate authorities of RDS differ in the others. */
    static final String PARTITION = "aws";

    private KnownRegions() {}

    /** True for a region whose databases' certificates drlab can verify. */
    static boolean hasDatabaseAuthorities(String code) {
        return RdsAuthorities.regions().contains(code);
    }

    /** True for the code of a region, not of an endpoint without one such as {@code aws-global}. */
    static boolean contains(String code) {
        return Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .filter(region -> region.id().equals(code))
                .map(RegionMetadata::of)
                .anyMatch(known -> known != null && known.partition().id().equals(PARTITION));
    }
}
