package dev.drlab.stacks.orchestration;

import dev.drlab.statemachine.Definition;
import java.util.List;
import java.util.Optional;

/**
 * What an orchestration is made from.
 *
 * @param definitions the state machines
 * @param runbook JSON, see {@link RegionRunbook}
 * @param keyArn the region's key
 * @param agent where the agent runs and what it reaches
 * @param alarmEmail who is told; empty: nobody until someone subscribes
 * @param verifierRuns whether the verifier is scheduled; where it is not, readiness does not ask for its result
 * @param operatorPermissionSets permission sets of IAM Identity Center whose sessions may assume the operator role
 */
public record OrchestrationProps(
        List<Definition> definitions,
        String runbook,
        String keyArn,
        AgentSettings agent,
        Optional<String> alarmEmail,
        boolean verifierRuns,
        List<String> operatorPermissionSets) {
    /** Copies the lists. */
    public OrchestrationProps {
        definitions = List.copyOf(definitions);
        operatorPermissionSets = List.copyOf(operatorPermissionSets);
    }
}
