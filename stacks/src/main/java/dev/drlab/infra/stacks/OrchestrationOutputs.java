package dev.drlab.infra.stacks;

import dev.drlab.infra.stacks.orchestration.Orchestration;
import dev.drlab.infra.stacks.orchestration.ShippedDefinitions;
import dev.drlab.statemachine.Definition;
import java.util.ArrayList;
import java.util.List;

/** Terraform outputs of an orchestration that an operator needs. */
final class OrchestrationOutputs {
    private OrchestrationOutputs() {}

    static List<StackOutput> of(Orchestration orchestration) {
        List<StackOutput> outputs = new ArrayList<>();
        orchestration
                .stateMachineArns()
                .forEach((verb, arn) -> outputs.add(
                        new StackOutput(verb + "StateMachineArn", arn, "Start this to " + verb + " the region")));
        for (Definition definition : ShippedDefinitions.all()) {
            outputs.add(new StackOutput(
                    definition.name() + "DefinitionSha256",
                    definition.sha256(),
                    "Of the deployed definition; a report of the same document shows the same"));
        }
        outputs.add(new StackOutput(
                "operatorRoleArn", orchestration.operatorRoleArn(), "May start the state machines, with MFA"));
        return outputs;
    }

    /** A Terraform output before it is added to its stack. */
    record StackOutput(String name, String value, String description) {}
}
