package dev.drlab.infra.stacks;

import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.base.Facts;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.LabConfig;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.orchestration.AgentSettings;
import dev.drlab.infra.stacks.orchestration.Orchestration;
import dev.drlab.infra.stacks.orchestration.OrchestrationProps;
import dev.drlab.infra.stacks.orchestration.RegionRunbook;
import dev.drlab.infra.stacks.orchestration.ReplicaSettings;
import dev.drlab.infra.stacks.orchestration.ShippedDefinitions;
import dev.drlab.statemachine.Definition;
import java.util.List;

/** The orchestration of a region from that region's facts; the same for both. */
final class DrOrchestration {
    private DrOrchestration() {}

    /**
     * Creates it in the stack.
     *
     * @param peerHost host name of the peer's database
     * @param peerKeyArn ARN of the peer's key
     */
    static Orchestration in(
            DrlabStack stack, LabConfig config, Facts facts, Role role, String peerHost, String peerKeyArn) {
        Names names = Names.of(config);
        String keyArn = facts.read(role, Fact.KEY_ARN);
        String publicUrl = config.domain()
                .map(domain -> "https://" + domain.name())
                .orElseGet(() -> "http://" + facts.read(role, Fact.BALANCER_HOST));
        List<Definition> definitions = ShippedDefinitions.all();
        ReplicaSettings replica = new ReplicaSettings(
                DataParts.database(config, role, facts, keyArn),
                DataParts.STORAGE_GIB,
                names.databaseSubnetGroup(role),
                names.databaseParameterGroup(role),
                names.iamRoleArn(names.monitoringRole(role)),
                stack.defaultTagsOf(role.title() + "DataStack"));
        return new Orchestration(
                stack,
                "orchestration",
                names,
                role,
                new OrchestrationProps(
                        definitions,
                        RegionRunbook.json(config, role, publicUrl, replica),
                        keyArn,
                        new AgentSettings(
                                config.agent(),
                                facts.readList(role, Fact.PRIVATE_SUBNETS),
                                facts.read(role, Fact.AGENT_SECURITY_GROUP),
                                facts.read(role, Fact.DATABASE_HOST),
                                peerHost,
                                peerKeyArn),
                        config.alarmEmail(),
                        config.canaryEnabled(),
                        config.operatorPermissionSets()));
    }
}
