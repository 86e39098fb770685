package dev.drlab.readiness.job;

import dev.drlab.contract.environment.EnvironmentReader;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.environment.RegionPair;
import dev.drlab.contract.environment.Variables;
import dev.drlab.readiness.check.Check;
import java.util.EnumMap;
import java.util.Map;

/**
 * The job's configuration.
 *
 * @param regions its own and the other ({@code DRLAB_REGION}, {@code DRLAB_PEER_REGION})
 * @param project {@code projectName} of the stacks, and value of the metric's dimension Project ({@code DRLAB_PROJECT})
 * @param namespace of the metric ({@code DRLAB_METRICS_NAMESPACE})
 * @param leftOut checks that are not made, each with its reason ({@code DRLAB_READINESS_WITHOUT}, ids separated by commas)
 */
record JobConfig(RegionPair regions, String project, String namespace, Map<Check, String> leftOut) {
    private static final String WITHOUT = Variables.READINESS_WITHOUT;

    /** Copies the map. */
    JobConfig {
        leftOut = Map.copyOf(leftOut);
    }

    /**
     * Reads the configuration.
     *
     * @throws InvalidEnvironmentException naming every missing or wrong variable, not just the first
     */
    static JobConfig fromEnvironment(Map<String, String> environment) {
        EnvironmentReader in = new EnvironmentReader(environment);
        RegionPair regions = RegionPair.from(in);
        String project = in.optional(Variables.PROJECT).orElse("drlab");
        String namespace = in.optional(Variables.METRICS_NAMESPACE).orElse("drlab");
        Map<Check, String> leftOut = leftOut(in);
        in.check();
        return new JobConfig(regions, project, namespace, leftOut);
    }

    private static Map<Check, String> leftOut(EnvironmentReader in) {
        Map<Check, String> leftOut = new EnumMap<>(Check.class);
        for (String id : in.optional(WITHOUT).map(ids -> ids.split("\\s*,\\s*")).orElse(new String[0])) {
            Check.of(id)
                    .ifPresentOrElse(
                            check -> leftOut.put(check, "the configuration of the stacks says so (" + WITHOUT + ")"),
                            () -> in.problem(
                                    WITHOUT + " names '" + id + "', which is no check; see docs/readiness.md"));
        }
        return leftOut;
    }
}
