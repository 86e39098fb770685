package dev.drlab.infra.data.registry;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.Require;

/**
 * @param accountId account of both registries
 * @param destinationRegion region that images are copied to
 * @param repositoryPrefix beginning of the names of the repositories that are copied
 * @param provider of the source's region; null: the stack's default
 */
public record RegistryReplicationProps(
        String accountId, String destinationRegion, String repositoryPrefix, TerraformProvider provider) {
    /** @throws IllegalArgumentException if a part is empty */
    public RegistryReplicationProps {
        Require.text("accountId", accountId);
        Require.text("destinationRegion", destinationRegion);
        Require.text("repositoryPrefix", repositoryPrefix);
    }
}
