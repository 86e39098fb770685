package dev.drlab.refusals;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A metric of a PutMetricData request in plain data.
 *
 * @param dimensions in the order of the request
 * @param timestamp empty for the time at which it arrives
 * @param value empty when it is not set
 * @param values empty when none are set
 * @param counts one for each of {@code values}; empty when none are set
 * @param statistics the numbers of the statistic set; empty when none is set
 */
public record Metric(
        List<Dimension> dimensions,
        Optional<Instant> timestamp,
        Optional<Double> value,
        List<Double> values,
        List<Double> counts,
        List<Double> statistics) {
    /** Copies the lists; nothing may be null. */
    public Metric {
        dimensions = List.copyOf(dimensions);
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(value, "value");
        values = List.copyOf(values);
        counts = List.copyOf(counts);
        statistics = List.copyOf(statistics);
    }

    /** One dimension of a metric. */
    public record Dimension(String name, String value) {
        /** Neither may be null. */
        public Dimension {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }
}
