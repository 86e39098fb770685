package dev.drlab.observability;

/**
 * What the verifier publishes, once a run, with the dimension {@code Project}.
 *
 * @param namespace for example {@code drlab}
 * @param project value of the dimension
 */
public record VerifierMetrics(String namespace, String project) {
    /** Seconds: the run's greatest age of an acknowledged commit that the replica did not have. */
    public static final String RPO_EXPOSURE = "RpoExposureSeconds";
    /** Milliseconds from acknowledgement to first sight on the replica. */
    public static final String REPLICATION_LAG = "ReplicationLagMillis";
    /** Acknowledged canaries that a promoted database does not have. */
    public static final String CANARIES_LOST = "CanariesLost";
    /** Canaries acknowledged in the run. */
    public static final String CANARIES_ACKED = "CanariesAcked";
    /** 1 for each run that came to a result. */
    public static final String RUNS = "VerifierRuns";

    public VerifierMetrics {
        Require.text("VerifierMetrics.namespace", namespace);
        Require.text("VerifierMetrics.project", project);
    }
}
