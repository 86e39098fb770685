package dev.drlab.infra.data.registry;

import com.hashicorp.cdktf.providers.aws.ecr_replication_configuration.EcrReplicationConfiguration;
import com.hashicorp.cdktf.providers.aws.ecr_replication_configuration.EcrReplicationConfigurationReplicationConfiguration;
import com.hashicorp.cdktf.providers.aws.ecr_replication_configuration.EcrReplicationConfigurationReplicationConfigurationRule;
import com.hashicorp.cdktf.providers.aws.ecr_replication_configuration.EcrReplicationConfigurationReplicationConfigurationRuleDestination;
import com.hashicorp.cdktf.providers.aws.ecr_replication_configuration.EcrReplicationConfigurationReplicationConfigurationRuleRepositoryFilter;
import java.util.List;
import software.constructs.Construct;

/**
 * Copies images that are pushed from now on to another region's registry. A registry has one such configuration per
 * account and region: this one replaces any other. A copied image is not copied on, so both directions may be set up.
 */
public final class RegistryReplication extends Construct {
    /** Creates the registry's replication configuration in {@code scope}. */
    public RegistryReplication(Construct scope, String id, RegistryReplicationProps props) {
        super(scope, id);
        var rule = EcrReplicationConfigurationReplicationConfigurationRule.builder()
                .destination(List.of(EcrReplicationConfigurationReplicationConfigurationRuleDestination.builder()
                        .region(props.destinationRegion())
                        .registryId(props.accountId())
                        .build()))
                .repositoryFilter(
                        List.of(EcrReplicationConfigurationReplicationConfigurationRuleRepositoryFilter.builder()
                                .filter(props.repositoryPrefix())
                                .filterType("PREFIX_MATCH")
                                .build()))
                .build();
        EcrReplicationConfiguration.Builder.create(this, "replication")
                .provider(props.provider())
                .replicationConfiguration(EcrReplicationConfigurationReplicationConfiguration.builder()
                        .rule(List.of(rule))
                        .build())
                .build();
    }
}
