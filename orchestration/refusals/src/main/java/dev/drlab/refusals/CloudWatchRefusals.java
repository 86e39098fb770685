package dev.drlab.refusals;

import static dev.drlab.refusals.Rules.first;
import static dev.drlab.refusals.Rules.when;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether CloudWatch refuses metrics: the one decision for every stand-in of CloudWatch. */
public final class CloudWatchRefusals {
    private static final int MOST_METRICS = 1000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_DIMENSIONS = 30;
    private static final int MOST_VALUES = 150;
    private static final double LARGEST = Math.scalb(1.0, 360);
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration FURTHEST = Duration.ofHours(2);
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._/#: -]*[A-Za-z0-9._/#:-][A-Za-z0-9._/#: -]*");
    private static final Pattern DIMENSION = Pattern.compile("[ -~]*[!-~][ -~]*");

    private CloudWatchRefusals() {}

    /**
     * PutMetricData.
     *
     * @param bytes of the request's body as it goes over the wire, before compression
     * @param now when it arrives
     */
    public static Optional<Refused> putMetricData(String namespace, List<Metric> metrics, long bytes, Instant now) {
        return first(
                () -> when(
                        bytes > MOST_BYTES,
                        CloudWatchRefusal.REQUEST_TOO_LARGE,
                        "Request size " + bytes + " exceeded " + MOST_BYTES + " bytes"),
                () -> when(
                        namespace.startsWith("AWS/"),
                        CloudWatchRefusal.RESERVED_NAMESPACE,
                        "The value AWS/ for parameter Namespace is invalid."),
                () -> when(
                        !NAMESPACE.matcher(namespace).matches(),
                        CloudWatchRefusal.NAMESPACE_CHARACTERS,
                        "The value " + namespace + " for parameter Namespace is invalid."),
                () -> when(metrics.isEmpty(), CloudWatchRefusal.NO_METRICS, "The parameter MetricData is required."),
                () -> when(
                        metrics.size() > MOST_METRICS,
                        CloudWatchRefusal.TOO_MANY_METRICS,
                        "The collection MetricData must not have a size greater than " + MOST_METRICS + "."),
                () -> IntStream.range(0, metrics.size())
                        .mapToObj(i -> metric("MetricData.member." + (i + 1) + ".", metrics.get(i), now))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<Refused> metric(String path, Metric metric, Instant now) {
        return first(
                () -> dimensions(path, metric.dimensions()),
                () -> kinds(path, metric),
                () -> numbers(path, metric),
                () -> when(
                        metric.timestamp()
                                .filter(at -> at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(FURTHEST)))
                                .isPresent(),
                        CloudWatchRefusal.TIMESTAMP_OUT_OF_RANGE,
                        "The parameter " + path + "Timestamp must specify a time within the past two weeks."));
    }

    private static Optional<Refused> dimensions(String path, List<Metric.Dimension> dimensions) {
        return first(
                () -> when(
                        dimensions.size() > MOST_DIMENSIONS,
                        CloudWatchRefusal.TOO_MANY_DIMENSIONS,
                        "The collection " + path + "Dimensions must not have a size greater than " + MOST_DIMENSIONS
                                + "."),
                () -> when(
                        dimensions.stream()
                                .anyMatch(dimension -> dimension.name().startsWith(":")
                                        || !DIMENSION.matcher(dimension.name()).matches()
                                        || !DIMENSION.matcher(dimension.value()).matches()),
                        CloudWatchRefusal.DIMENSION_CHARACTERS,
                        "The value for parameter " + path + "Dimensions contains non-ASCII characters."));
    }

    private static Optional<Refused> kinds(String path, Metric metric) {
        long kinds = Stream.of(
                        metric.value().isPresent(),
                        !metric.values().isEmpty(),
                        !metric.statistics().isEmpty())
                .filter(Boolean::booleanValue)
                .count();
        return first(
                () -> when(
                        kinds > 1,
                        CloudWatchRefusal.VALUE_AND_STATISTICS,
                        "The parameters " + path + "Value and " + path
                                + "StatisticValues are mutually exclusive and you have specified both."),
                () -> when(
                        kinds == 0,
                        CloudWatchRefusal.NO_VALUE,
                        "At least one of the parameters " + path + "Value and " + path
                                + "StatisticValues must be specified."));
    }

    private static Optional<Refused> numbers(String path, Metric metric) {
        return first(
                () -> Stream.of(metric.value().stream(), metric.values().stream(), metric.statistics().stream())
                        .flatMap(numbers -> numbers)
                        .filter(number -> !(Math.abs(number) <= LARGEST)) // NaN is no number that is at most anything
                        .findFirst()
                        .map(number -> new Refused(
                                CloudWatchRefusal.VALUE_OUT_OF_RANGE,
                                "The value " + number + " for parameter " + path + "Value is invalid.")),
                () -> when(
                        metric.values().size() > MOST_VALUES,
                        CloudWatchRefusal.TOO_MANY_VALUES,
                        "The collection " + path + "Values must not have a size greater than " + MOST_VALUES + "."),
                () -> when(
                        !metric.counts().isEmpty()
                                && metric.counts().size() != metric.values().size(),
                        CloudWatchRefusal.UNEVEN_COUNTS,
                        "The collections " + path + "Values and " + path + "Counts must have the same size."));
    }
}
