package dev.drlab.observability;

import dev.drlab.infra.common.Require;

/**
 * The metrics that the verifier publishes, once a minute of a run and at its end, with the dimension {@code Project}
 * alone.
 *
 * @param namespace for example {@code drlab}
 * @param project value of the dimension
 */
public record VerifierMetrics(String namespace, String project) {
    /** Seconds, a statistic set: the age of the oldest acknowledged commit that the replica did not have, each second. */
    public static final String RPO_EXPOSURE = "RpoExposureSeconds";
    /** Milliseconds from acknowledgement to first sight on the replica. */
    public static final String REPLICATION_LAG = "ReplicationLagMillis";
    /** Acknowledged canaries that a promoted database does not have. */
    public static final String CANARIES_LOST = "CanariesLost";
    /** Canaries acknowledged since the last publication. */
    public static final String CANARIES_ACKED = "CanariesAcked";
    /** 1 for each run that came to a result. */
    public static final String RUNS = "VerifierRuns";
    /**
     * 1 for each run that missed its target, lost canaries (within the target too, and where the loss is not judged), or
     * found what must not be; absent for the others.
     */
    public static final String MISSED = "VerifierMissed";

    public VerifierMetrics {
        Require.text("VerifierMetrics.namespace", namespace);
        Require.text("VerifierMetrics.project", project);
    }
}
