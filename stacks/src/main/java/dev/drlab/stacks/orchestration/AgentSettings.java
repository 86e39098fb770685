package dev.drlab.stacks.orchestration;

import dev.drlab.stacks.config.AgentArtifact;
import java.util.List;

/**
 * Where a region's agent runs and what it reaches.
 *
 * @param artifact the jar in the region's artifact bucket
 * @param subnetIds private subnets of the region
 * @param securityGroupId the agent's
 * @param databaseHost of the region's own database
 * @param peerDatabaseHost of the peer's, reached over the peering
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
