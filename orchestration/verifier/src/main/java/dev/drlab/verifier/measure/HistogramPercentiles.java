package dev.drlab.verifier.measure;

import dev.drlab.contract.canary.Percentiles;
import org.HdrHistogram.AbstractHistogram;

/** Percentiles in milliseconds of a histogram of microseconds, with its three significant digits. */
public final class HistogramPercentiles {
    private static final double MICROS_PER_MILLI = 1000.0;

    private HistogramPercentiles() {}

    /** All 0 if the histogram is empty. */
    public static Percentiles of(AbstractHistogram micros) {
        if (micros.getTotalCount() == 0) {
            return Percentiles.NONE;
        }
        return new Percentiles(
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(95) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI);
    }
}
