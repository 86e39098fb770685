package dev.drlab.lab.simulation.aws;

import dev.drlab.refusals.CloudWatchRefusals;
import dev.drlab.refusals.Metric;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/**
 * One region's CloudWatch metrics: the latest 10,000 that were put, in memory. Nothing is aggregated and no alarm is
 * evaluated. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">PutMetricData</a>
 */
public final class LabCloudWatchClient implements CloudWatchClient {
    private static final int MAX_KEPT = 10_000;

    private final Deque<PublishedMetric> metrics = new ArrayDeque<>();

    private final Clock clock;

    /** No metrics yet; {@code clock} says what is too old. */
    public LabCloudWatchClient(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** The latest metrics, oldest first. */
    public List<PublishedMetric> metrics() {
        synchronized (metrics) {
            return List.copyOf(metrics);
        }
    }

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        ModelledMembers.require("CloudWatch.putMetricData", request, Set.of("Namespace", "MetricData"));
        CloudWatchRefusals.putMetricData(
                        Objects.requireNonNullElse(request.namespace(), ""),
                        request.metricData().stream()
                                .map(LabCloudWatchClient::facts)
                                .toList(),
                        QueryBody.bytes("PutMetricData", request),
                        clock.instant())
                .ifPresent(refused -> {
                    throw ServiceFailures.refused(CloudWatchClient.class, refused);
                });
        synchronized (metrics) {
            for (MetricDatum datum : request.metricData()) {
                metrics.addLast(new PublishedMetric(request.namespace(), datum));
            }
            while (metrics.size() > MAX_KEPT) {
                metrics.removeFirst();
            }
        }
        return PutMetricDataResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: the metrics stay. */
    @Override
    public void close() {}

    private static Metric facts(MetricDatum datum) {
        StatisticSet statistics = datum.statisticValues();
        return new Metric(
                datum.dimensions().stream()
                        .map(dimension -> new Metric.Dimension(dimension.name(), dimension.value()))
                        .toList(),
                Optional.ofNullable(datum.timestamp()),
                Optional.ofNullable(datum.value()),
                datum.values(),
                datum.counts(),
                statistics == null
                        ? List.of()
                        : List.of(
                                statistics.sampleCount(),
                                statistics.sum(),
                                statistics.minimum(),
                                statistics.maximum()));
    }
}
