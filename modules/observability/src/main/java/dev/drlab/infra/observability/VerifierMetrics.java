package dev.drlab.infra.observability;

import dev.drlab.infra.common.Require;

/**
 * Where the verifier publishes its {@link dev.drlab.contract.metrics.CustomMetric metrics}: once a minute of a run and at
 * its end, with the dimension {@code Project} alone.
 *
 * @param namespace for example {@code drlab}
 * @param project value of the dimension
 */
public record VerifierMetrics(String namespace, String project) {
    public VerifierMetrics {
        Require.text("VerifierMetrics.namespace", namespace);
        Require.text("VerifierMetrics.project", project);
    }
}
