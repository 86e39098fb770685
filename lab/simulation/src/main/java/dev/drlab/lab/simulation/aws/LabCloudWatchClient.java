package dev.drlab.lab.simulation.aws;

import dev.drlab.lab.simulation.aws.call.ModelledMembers;
import dev.drlab.lab.simulation.aws.call.QueryBody;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import dev.drlab.refusals.CloudWatchRefusals;
import dev.drlab.refusals.Metric;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

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
    private final Function<String, OptionalDouble> replicaLag;

    /** No metrics yet; {@code clock} says what is too old. Of databases it knows nothing. */
    public LabCloudWatchClient(Clock clock) {
        this(clock, instance -> OptionalDouble.empty());
    }

    /** The same, with RDS's {@code ReplicaLag} of an instance in seconds, read when it is asked for; empty: no such metric. */
    public LabCloudWatchClient(Clock clock, Function<String, OptionalDouble> replicaLag) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.replicaLag = Objects.requireNonNull(replicaLag, "replicaLag");
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

    /**
     * One metric by one dimension, newest first: what was put, or RDS's {@code ReplicaLag} as it is now.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">GetMetricData</a>
     */
    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        ModelledMembers.require(
                "CloudWatch.getMetricData", request, Set.of("MetricDataQueries", "StartTime", "EndTime", "ScanBy"));
        if (request.metricDataQueries().size() != 1
                || request.metricDataQueries().get(0).metricStat() == null
                || request.scanBy() != ScanBy.TIMESTAMP_DESCENDING) {
            throw new UnsupportedOperationException(
                    "the lab models CloudWatch.getMetricData with one MetricStat, newest first");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw CloudWatchException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .serviceName("CloudWatch")
                            .errorCode("ValidationError")
                            .errorMessage("The parameter StartTime must be less than the parameter EndTime.")
                            .build())
                    .message("The parameter StartTime must be less than the parameter EndTime.")
                    .build();
        }
        MetricDataQuery query = request.metricDataQueries().get(0);
        List<Point> points = points(query.metricStat(), request.startTime(), request.endTime());
        return GetMetricDataResponse.builder()
                .metricDataResults(result -> result.id(query.id())
                        .statusCode(StatusCode.COMPLETE)
                        .timestamps(points.stream().map(Point::at).toList())
                        .values(points.stream().map(Point::value).toList()))
                .build();
    }

    private record Point(Instant at, double value) {}

    private List<Point> points(MetricStat asked, Instant start, Instant end) {
        if (asked.metric().namespace().equals("AWS/RDS")
                && asked.metric().metricName().equals("ReplicaLag")) {
            return replicaLag.apply(asked.metric().dimensions().get(0).value()).stream()
                    .mapToObj(lag -> new Point(end, lag))
                    .toList();
        }
        List<Point> newestFirst = new ArrayList<>();
        for (PublishedMetric put : metrics()) {
            Instant at = put.datum().timestamp();
            if (put.namespace().equals(asked.metric().namespace())
                    && put.datum().metricName().equals(asked.metric().metricName())
                    && put.datum().dimensions().equals(asked.metric().dimensions())
                    && put.datum().value() != null
                    && at != null
                    && !at.isBefore(start)
                    && at.isBefore(end)) {
                newestFirst.add(0, new Point(at, put.datum().value()));
            }
        }
        return newestFirst;
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
