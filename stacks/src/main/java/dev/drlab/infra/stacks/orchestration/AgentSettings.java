package dev.drlab.infra.stacks.orchestration;

import dev.drlab.infra.stacks.config.AgentArtifact;
import java.util.List;

/**
 * Place of a region's agent, and the databases that it reaches.
 *
 * @param artifact its jar in the region's artifact bucket
 * @param subnetIds private subnets of the region
 * @param securityGroupId its security group
 * @param databaseHost host name of the region's own database
 * @param peerDatabaseHost host name of the peer's database, reached over the peering
 * @param peerKeyArn the key of the peer's control table
 */
public record AgentSettings(
        AgentArtifact artifact,
        List<String> subnetIds,
        String securityGroupId,
        String databaseHost,
        String peerDatabaseHost,
        String peerKeyArn) {
    /** Copies the list. */
    public AgentSettings {
        subnetIds = List.copyOf(subnetIds);
    }
}
