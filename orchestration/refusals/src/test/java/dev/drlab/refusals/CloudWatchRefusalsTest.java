package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about CloudWatch, tripped; and the same requests without the fault, let through. */
class CloudWatchRefusalsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Metric ONE = valued(1.0);

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(CloudWatchRefusal.NO_METRICS, put("drlab", List.of())),
                arguments(CloudWatchRefusal.TOO_MANY_METRICS, put("drlab", Collections.nCopies(1001, ONE))),
                arguments(
                        CloudWatchRefusal.REQUEST_TOO_LARGE,
                        CloudWatchRefusals.putMetricData("drlab", List.of(ONE), (1 << 20) + 1, NOW)),
                arguments(CloudWatchRefusal.RESERVED_NAMESPACE, put("AWS/RDS", List.of(ONE))),
                arguments(CloudWatchRefusal.NAMESPACE_CHARACTERS, put("drlab\n", List.of(ONE))),
                arguments(CloudWatchRefusal.NAMESPACE_CHARACTERS, put("caf\u00e9", List.of(ONE))),
                arguments(CloudWatchRefusal.NAMESPACE_CHARACTERS, put(" ", List.of(ONE))),
                arguments(CloudWatchRefusal.DIMENSION_CHARACTERS, put(dimension("Mode", "\u00fcbung"))),
                arguments(CloudWatchRefusal.DIMENSION_CHARACTERS, put(dimension("Mode", " "))),
                arguments(CloudWatchRefusal.DIMENSION_CHARACTERS, put(dimension("Mode", "planned\n"))),
                arguments(CloudWatchRefusal.DIMENSION_CHARACTERS, put(dimension(":Mode", "planned"))),
                arguments(
                        CloudWatchRefusal.TOO_MANY_DIMENSIONS,
                        put(dimensions(Collections.nCopies(31, new Metric.Dimension("a", "b"))))),
                arguments(CloudWatchRefusal.VALUE_AND_STATISTICS, put(numbers(1.0, List.of(2.0), List.of()))),
                arguments(CloudWatchRefusal.VALUE_AND_STATISTICS, put(numbers(1.0, List.of(), statistics(1.0)))),
                arguments(CloudWatchRefusal.NO_VALUE, put(numbers(null, List.of(), List.of()))),
                arguments(CloudWatchRefusal.VALUE_OUT_OF_RANGE, put(valued(Double.NaN))),
                arguments(CloudWatchRefusal.VALUE_OUT_OF_RANGE, put(valued(Double.NEGATIVE_INFINITY))),
                arguments(CloudWatchRefusal.VALUE_OUT_OF_RANGE, put(valued(Math.nextUp(Math.scalb(1.0, 360))))),
                arguments(
                        CloudWatchRefusal.VALUE_OUT_OF_RANGE,
                        put(numbers(null, List.of(1.0, Double.POSITIVE_INFINITY), List.of()))),
                arguments(CloudWatchRefusal.VALUE_OUT_OF_RANGE, put(numbers(null, List.of(), statistics(Double.NaN)))),
                arguments(
                        CloudWatchRefusal.TOO_MANY_VALUES,
                        put(numbers(null, Collections.nCopies(151, 1.0), List.of()))),
                arguments(
                        CloudWatchRefusal.UNEVEN_COUNTS,
                        put(new Metric(
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(1.0, 2.0),
                                List.of(3.0),
                                List.of()))),
                arguments(
                        CloudWatchRefusal.TIMESTAMP_OUT_OF_RANGE,
                        put(at(NOW.minus(Duration.ofDays(14).plusMillis(1))))),
                arguments(
                        CloudWatchRefusal.TIMESTAMP_OUT_OF_RANGE,
                        put(at(NOW.plus(Duration.ofHours(2).plusMillis(1))))));
    }

    @ParameterizedTest
    @MethodSource
    void refused(CloudWatchRefusal row, Optional<Refused> decision) {
        assertThat(decision.map(Refused::refusal)).contains(row);
    }

    @Test
    void everyRowIsTripped() {
        assertThat(refused().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrder((Object[]) CloudWatchRefusal.values());
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments(put("drlab/us-west-2 #1", Collections.nCopies(1000, ONE))),
                arguments(put(valued(-Math.scalb(1.0, 360)))),
                arguments(put(numbers(null, Collections.nCopies(150, 1.0), List.of()))),
                arguments(put(numbers(null, List.of(), statistics(0.0)))),
                arguments(put(at(NOW.minus(Duration.ofDays(14))))),
                arguments(put(at(NOW.plus(Duration.ofHours(2))))),
                arguments(put(dimension("Mode", "planned"))),
                arguments(put(dimensions(Collections.nCopies(30, new Metric.Dimension("a", "b"))))));
    }

    @ParameterizedTest
    @MethodSource
    void accepted(Optional<Refused> decision) {
        assertThat(decision).isEmpty();
    }

    @Test
    void theMessageNamesTheMetric() {
        assertThat(put("drlab", List.of(ONE, valued(Double.NaN))).orElseThrow().message())
                .contains("MetricData.member.2.Value");
    }

    private static Optional<Refused> put(Metric metric) {
        return put("drlab", List.of(metric));
    }

    private static Optional<Refused> put(String namespace, List<Metric> metrics) {
        return CloudWatchRefusals.putMetricData(namespace, metrics, 1 << 20, NOW);
    }

    private static Metric valued(double value) {
        return numbers(value, List.of(), List.of());
    }

    private static List<Double> statistics(double sum) {
        return List.of(1.0, sum, 1.0, 1.0);
    }

    private static Metric dimension(String name, String value) {
        return dimensions(List.of(new Metric.Dimension(name, value)));
    }

    private static Metric dimensions(List<Metric.Dimension> dimensions) {
        return new Metric(dimensions, Optional.empty(), Optional.of(1.0), List.of(), List.of(), List.of());
    }

    private static Metric at(Instant timestamp) {
        return new Metric(List.of(), Optional.of(timestamp), Optional.of(1.0), List.of(), List.of(), List.of());
    }

    /** @param value null for none */
    private static Metric numbers(Double value, List<Double> values, List<Double> statistics) {
        return new Metric(List.of(), Optional.empty(), Optional.ofNullable(value), values, List.of(), statistics);
    }
}
