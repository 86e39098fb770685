package dev.drlab.planreview.rules;

import java.util.Set;

/**
 * The options of a review beside the plans.
 *
 * @param expected stacks in which changes are expected; empty for all
 * @param independent stacks that must get along without the other region (I8)
 */
public record Options(Set<String> expected, Set<String> independent) {
    /** The stacks of drlab's secondary region. */
    public static final Set<String> OF_THE_SECONDARY = Set.of(
            "SecondaryStateBackendStack",
            "SecondaryNetworkStack",
            "SecondaryDataStack",
            "SecondaryAppStack",
            "RoutingAndDROrchestrationStack");

    /** Keeps immutable sets. */
    public Options {
        expected = Set.copyOf(expected);
        independent = Set.copyOf(independent);
    }

    /** Changes are expected everywhere, and drlab's own stacks of the secondary must get along without the primary. */
    public static Options standard() {
        return new Options(Set.of(), OF_THE_SECONDARY);
    }
}
