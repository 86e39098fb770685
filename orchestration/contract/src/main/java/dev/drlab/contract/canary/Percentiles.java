package dev.drlab.contract.canary;

/**
 * Percentiles of a distribution of milliseconds.
 *
 * @param p50 the median
 * @param p95 the 95th percentile
 * @param p99 the 99th percentile
 * @param max the largest value
 */
public record Percentiles(double p50, double p95, double p99, double max) {
    /** Of no value at all. */
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0);

    /** @throws IllegalArgumentException if one is negative or no number, or they do not grow */
    public Percentiles {
        if (!(0 <= p50 && p50 <= p95 && p95 <= p99 && p99 <= max && Double.isFinite(max))) {
            throw new IllegalArgumentException(
                    "percentiles must grow from 0 to max, got " + p50 + ", " + p95 + ", " + p99 + ", " + max);
        }
    }
}
