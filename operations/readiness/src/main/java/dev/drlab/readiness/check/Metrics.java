package dev.drlab.readiness.check;

import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Points of CloudWatch metrics. */
final class Metrics {
    private static final int PERIOD_SECONDS = 60;

    private Metrics() {}

    /**
     * A metric.
     *
     * @param statistic such as {@code Maximum}
     */
    record Series(String namespace, String name, Dimension dimension, String statistic) {}

    /**
     * A value and its time.
     *
     * @param at the beginning of the minute that it covers
     */
    record Point(Instant at, double value) {
        /** Its age in whole seconds; 0 for one of a clock that is ahead. */
        long ageSeconds(Instant now) {
            return Math.max(0, Duration.between(at, now).toSeconds());
        }

        /** The most that a lag of so many seconds can be now: where nothing arrives any more, it grows by a second each second. */
        double atMost(Instant now) {
            return value + Math.max(0, Duration.between(at, now).toMillis()) / 1000.0;
        }

        /**
         * The same, less the age that a newest point has where all is well. No bound: what is above a target by this has hung
         * for longer than publishing takes, and what is above it by {@link #atMost} alone may only be published late.
         *
         * @param usual the age of a newest point where all is well
         */
        double pastUsual(Instant now, Duration usual) {
            return value + Math.max(0, ageSeconds(now) - usual.toSeconds());
        }
    }

    /** A figure within the target that is not older than usual, and old enough for the lag to have passed the target since. */
    static Seen maybeMore(String fact) {
        return Seen.wrong(
                Finding.warns(
                        fact + ": had replication hung since, it would be above the target now",
                        "ask again in a few minutes; where it is always so, the target is shorter than the figures take to come"));
    }

    /** The newest point that is no older than that; empty when there is none. */
    static Optional<Point> latest(Subject subject, RegionReads region, Series series, Duration age) {
        return points(subject, region, series, age).stream().findFirst();
    }

    /** All points that are no older than that, newest first. */
    static List<Point> points(Subject subject, RegionReads region, Series series, Duration age) {
        Instant now = subject.now();
        MetricDataQuery query = MetricDataQuery.builder()
                .id("asked")
                .returnData(true)
                .metricStat(stat -> stat.metric(metric -> metric.namespace(series.namespace())
                                .metricName(series.name())
                                .dimensions(series.dimension()))
                        .period(PERIOD_SECONDS)
                        .stat(series.statistic()))
                .build();
        return region
                .ask(
                        Right.GET_METRICS,
                        CloudWatchClient.class,
                        cloudWatch -> cloudWatch.getMetricData(r -> r.metricDataQueries(query)
                                .startTime(now.minus(age))
                                .endTime(now)
                                .scanBy(ScanBy.TIMESTAMP_DESCENDING)))
                .metricDataResults()
                .stream()
                .filter(result -> "asked".equals(result.id()))
                .flatMap(result -> points(series, result))
                .toList();
    }

    private static Stream<Point> points(Series series, MetricDataResult result) {
        List<Instant> times = result.timestamps();
        List<Double> values = result.values();
        if (times.size() != values.size()) {
            throw new UnjudgedException("CloudWatch tells " + values.size() + " values of " + series.name() + " and "
                    + times.size() + " times");
        }
        return IntStream.range(0, values.size()).mapToObj(i -> new Point(times.get(i), values.get(i)));
    }
}
