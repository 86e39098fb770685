package dev.drlab.stacks;

import dev.drlab.stacks.base.Deployment;
import dev.drlab.stacks.base.DrlabStack;
import dev.drlab.stacks.base.Fact;
import dev.drlab.stacks.config.Role;
import dev.drlab.stacks.orchestration.Orchestration;

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
