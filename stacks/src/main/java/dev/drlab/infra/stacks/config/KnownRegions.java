package dev.drlab.infra.stacks.config;

import dev.drlab.contract.database.RdsAuthorities;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/** The regions in which drlab can be deployed: those that the AWS SDK lists in one partition. */
final class KnownRegions {
    /** The only partition: ARNs, service principals and RDS's certificate authorities are different in the others. */
    static final String PARTITION = "aws";

    private KnownRegions() {}

    /** True for a region whose database certificates drlab can verify. */
    static boolean hasDatabaseAuthorities(String code) {
        return RdsAuthorities.regions().contains(code);
    }

    /** True for a region's code. An endpoint without a region, such as {@code aws-global}, is none. */
    static boolean contains(String code) {
        return Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .filter(region -> region.id().equals(code))
                .map(RegionMetadata::of)
                .anyMatch(known -> known != null && known.partition().id().equals(PARTITION));
    }
}
