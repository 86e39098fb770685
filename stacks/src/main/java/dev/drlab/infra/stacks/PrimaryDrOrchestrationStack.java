package dev.drlab.infra.stacks;

import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.orchestration.Orchestration;

/**
 * {@code PrimaryDROrchestrationStack}: the orchestration that brings the service back to the primary region. It reads
 * the secondary's facts.
 */
final class PrimaryDrOrchestrationStack extends DrlabStack {
    PrimaryDrOrchestrationStack(Deployment deployment) {
        super(deployment, "PrimaryDROrchestrationStack", Role.PRIMARY);
        Orchestration orchestration = DrOrchestration.in(
                this,
                config(),
                facts(),
                Role.PRIMARY,
                facts().readIn(Role.SECONDARY, Role.SECONDARY, Fact.DATABASE_HOST),
                facts().readIn(Role.SECONDARY, Role.SECONDARY, Fact.KEY_ARN));
        OrchestrationOutputs.of(orchestration)
                .forEach(output -> output(output.name(), output.value(), output.description()));
    }
}
