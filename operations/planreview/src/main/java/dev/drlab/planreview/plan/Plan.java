package dev.drlab.planreview.plan;

import java.util.List;
import java.util.Map;

/**
 * A plan of one stack.
 *
 * @param stack the stack's name: the file's, or its directory's if the file is called {@code plan.json}
 * @param file as it was named
 * @param terraformVersion of the Terraform or OpenTofu that made the plan; empty if it does not say
 * @param changes every object of the stack, those that do not change included
 * @param drift what was found to be other than the last run left it
 * @param outputs outputs that would change, by name
 * @param failedChecks addresses of checks that did not pass
 * @param region of the default AWS provider; empty if it has none or it cannot be told from the plan
 * @param uses the configuration's resources and data sources with their providers
 * @param invocations of providers' actions, which do something beside the resources: their types by address
 * @param gaps why it is not whole, so that changes are missing; empty if it is
 */
public record Plan(
        String stack,
        String file,
        String terraformVersion,
        List<ResourceChange> changes,
        List<ResourceChange> drift,
        List<String> outputs,
        Map<String, String> failedChecks,
        String region,
        List<Use> uses,
        Map<String, String> invocations,
        List<String> gaps) {
    /** Keeps immutable lists. */
    public Plan {
        changes = List.copyOf(changes);
        drift = List.copyOf(drift);
        outputs = List.copyOf(outputs);
        failedChecks = Map.copyOf(failedChecks);
        uses = List.copyOf(uses);
        invocations = Map.copyOf(invocations);
        gaps = List.copyOf(gaps);
    }
}
