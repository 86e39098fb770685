package dev.drlab.contract.canary;

/**
 * Replication lag: acknowledgement on the primary to first sight on the replica.
 *
 * @param lagMillis null when there was no sample
 * @param samples rows or objects seen on the replica
 * @param resolutionMillis the polling step; no lag is known more finely
 */
public record ReplicationLag(Percentiles lagMillis, long samples, double resolutionMillis) {
    /** @throws IllegalArgumentException if {@code lagMillis} is missing although there are samples, or the reverse */
    public ReplicationLag {
        if (samples < 0 || !Double.isFinite(resolutionMillis) || resolutionMillis < 0) {
            throw new IllegalArgumentException(
                    "replication.samples and replication.resolutionMillis must be 0 or more, got " + samples + " and "
                            + resolutionMillis);
        }
        if ((lagMillis == null) != (samples == 0)) {
            throw new IllegalArgumentException("replication.lagMillis must be given exactly when there are samples,"
                    + " got " + lagMillis + " for " + samples);
        }
    }

    /** Percentiles of no sample are none. */
    public static ReplicationLag of(Percentiles lagMillis, long samples, double resolutionMillis) {
        return new ReplicationLag(samples == 0 ? null : lagMillis, samples, resolutionMillis);
    }
}
