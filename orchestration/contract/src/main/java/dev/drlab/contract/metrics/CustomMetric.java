package dev.drlab.contract.metrics;

/**
 * The metrics that drlab publishes by itself. Jobs and the document of activate publish them, alarms watch them, the
 * dashboard shows them, readiness reads them. {@code docs/verifier.md} lists the verifier's from here.
 */
public enum CustomMetric {
    /** The age of the oldest acknowledged commit that the replica did not have. */
    RPO_EXPOSURE(
            "RpoExposureSeconds",
            Publisher.VERIFIER,
            "Seconds",
            "statistic set of the exposure, looked at once per second, of those seconds in which a canary arrived or was"
                    + " outstanding; and the run's highest. Absent when there was none: nothing measured is not an exposure"
                    + " of 0"),
    /** From acknowledgement to first sight on the replica. */
    REPLICATION_LAG(
            "ReplicationLagMillis",
            Publisher.VERIFIER,
            "Milliseconds",
            "statistic set of the longest lag of each second in which a canary arrived; absent when none did"),
    /** Acknowledged canaries. */
    CANARIES_ACKED("CanariesAcked", Publisher.VERIFIER, "Count", "acknowledged since the last publication"),
    /** Acknowledged canaries that a promoted database does not have. */
    CANARIES_LOST(
            "CanariesLost",
            Publisher.VERIFIER,
            "Count",
            "since the last publication: seen missing at a change of roles, or by the account at the end"),
    /** 1 for each run that came to a result. */
    VERIFIER_RUNS(
            "VerifierRuns",
            Publisher.VERIFIER,
            "Count",
            "1 at the end of each run that met or missed its target. A run that is not judged has none: alarm on its"
                    + " absence"),
    /** 1 for each run that missed, or lost canaries. */
    VERIFIER_MISSED(
            "VerifierMissed",
            Publisher.VERIFIER,
            "Count",
            "1 only for a run that missed, whatever for (exposure, loss, holes, rows of others), or that lost a canary."
                    + " It is so within the target too, and where the loss is not judged because nothing survived. Alarm on it."
                    + " CloudWatch charges a metric by the hours in which it is sent"),
    /** Whether the standby could take over. */
    READY("ready", Publisher.READINESS, "None", "1, or 0 when the standby is not ready or was not judged"),
    /** From the incident to the writer. */
    RECOVERY("RecoverySeconds", Publisher.ACTIVATE, "Seconds", "from the incident's start to the writable database");

    /** Who sends a metric. */
    public enum Publisher {
        /** The verifier's job, with the dimension {@link MetricDimensions#PROJECT} alone. */
        VERIFIER,
        /** The readiness job, with the dimension {@link MetricDimensions#PROJECT} alone. */
        READINESS,
        /** The state machine, with {@link MetricDimensions#REGION} and {@link MetricDimensions#MODE}. */
        ACTIVATE
    }

    private final String label;
    private final Publisher publisher;
    private final String unit;
    private final String description;

    CustomMetric(String label, Publisher publisher, String unit, String description) {
        this.label = label;
        this.publisher = publisher;
        this.unit = unit;
        this.description = description;
    }

    /** Its name in CloudWatch. */
    public String label() {
        return label;
    }

    /** Who sends it. */
    public Publisher publisher() {
        return publisher;
    }

    /** Its unit as CloudWatch spells it, such as {@code Seconds}. */
    public String unit() {
        return unit;
    }

    /** What it says, for a table. */
    public String description() {
        return description;
    }
}
