package dev.drlab.readiness.job;

import dev.drlab.contract.environment.EnvironmentReader;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.environment.RegionPair;
import java.util.Map;

/**
 * What the job is told.
 *
 * @param regions its own and the other ({@code DRLAB_REGION}, {@code DRLAB_PEER_REGION})
 * @param project {@code projectName} of the stacks, and value of the metric's dimension Project ({@code DRLAB_PROJECT})
 * @param namespace of the metric ({@code DRLAB_METRICS_NAMESPACE})
 */
record JobConfig(RegionPair regions, String project, String namespace) {
    /**
     * Reads the configuration.
     *
     * @throws InvalidEnvironmentException naming every missing or wrong variable, not just the first
     */
    static JobConfig fromEnvironment(Map<String, String> environment) {
        EnvironmentReader in = new EnvironmentReader(environment);
        RegionPair regions = RegionPair.from(in);
        String project = in.optional("DRLAB_PROJECT").orElse("drlab");
        String namespace = in.optional("DRLAB_METRICS_NAMESPACE").orElse("drlab");
        in.check();
        return new JobConfig(regions, project, namespace);
    }
}
