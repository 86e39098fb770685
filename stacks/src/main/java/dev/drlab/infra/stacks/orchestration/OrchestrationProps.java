package dev.drlab.infra.stacks.orchestration;

import dev.drlab.statemachine.Definition;
import java.util.List;
import java.util.Optional;

/**
 * Inputs of an orchestration.
 *
 * @param definitions the state machines
 * @param runbook JSON, see {@link RegionRunbook}
 * @param keyArn the region's key
 * @param agent place of the agent, and the databases that it reaches
 * @param alarmEmail address for notifications; empty: nobody is notified until someone subscribes
 * @param verifierRuns whether the verifier is scheduled; if not, readiness does not check its result
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
