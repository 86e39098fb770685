package dev.drlab.readiness.check;

import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
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

    /** The newest point that is no older than that; empty when there is none. */
    static OptionalDouble latest(Subject subject, RegionReads region, Series series, Duration age) {
        return points(subject, region, series, age).stream()
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    /** All points that are no older than that, newest first. */
    static List<Double> points(Subject subject, RegionReads region, Series series, Duration age) {
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
                .flatMap(result -> result.values().stream())
                .toList();
    }
}
