package dev.drlab.verifier.measure;

import org.HdrHistogram.AbstractHistogram;

/**
 * Percentiles of a distribution of milliseconds, with the three significant digits of the histogram behind it; all 0 if
 * it is empty.
 *
 * @param p50 the median
 * @param p95 the 95th percentile
 * @param p99 the 99th percentile
 * @param max the largest value
 */
public record Percentiles(double p50, double p95, double p99, double max) {
    private static final double MICROS_PER_MILLI = 1000.0;

    /** Of a histogram of microseconds. */
    public static Percentiles of(AbstractHistogram micros) {
        return ofMicros(micros);
    }

    static Percentiles ofMicros(AbstractHistogram micros) {
        if (micros.getTotalCount() == 0) {
            return new Percentiles(0, 0, 0, 0);
        }
        return new Percentiles(
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(95) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI);
    }
}
