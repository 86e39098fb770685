package dev.drlab.lab.cloud;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/**
 * One region's CloudWatch metrics: the latest 10,000 that were put, in memory. Nothing is aggregated and no alarm is
 * evaluated. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">PutMetricData</a>
 */
public final class LabCloudWatchClient implements CloudWatchClient {
    private static final int MAX_KEPT = 10_000;
    private static final int MAX_DATA_PER_CALL = 1000;

    private final Deque<PublishedMetric> metrics = new ArrayDeque<>();

    /** No metrics yet. */
    public LabCloudWatchClient() {}

    /** The latest metrics, oldest first. */
    public List<PublishedMetric> metrics() {
        synchronized (metrics) {
            return List.copyOf(metrics);
        }
    }

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        ModelledMembers.require("CloudWatch.putMetricData", request, Set.of("Namespace", "MetricData"));
        check(request);
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

    private static void check(PutMetricDataRequest request) {
        if (request.namespace() == null || request.namespace().isBlank()) {
            throw missing("The parameter Namespace is required.");
        }
        if (request.namespace().startsWith("AWS/")) {
            throw invalid("The value AWS/ for parameter Namespace is invalid.");
        }
        if (!request.hasMetricData() || request.metricData().isEmpty()) {
            throw missing("The parameter MetricData is required.");
        }
        if (request.metricData().size() > MAX_DATA_PER_CALL) {
            throw invalid("The collection MetricData must not have a size greater than " + MAX_DATA_PER_CALL + ".");
        }
        for (MetricDatum datum : request.metricData()) {
            if (datum.metricName() == null || datum.metricName().isBlank()) {
                throw missing("The parameter MetricData.member.MetricName is required.");
            }
            if (datum.value() != null && !Double.isFinite(datum.value())) {
                throw invalid("The value " + datum.value() + " for parameter MetricData.member.Value is invalid.");
            }
        }
    }

    private static CloudWatchException invalid(String message) {
        return ServiceErrors.fill(
                        InvalidParameterValueException.builder(), "CloudWatch", 400, "InvalidParameterValue", message)
                .build();
    }

    private static CloudWatchException missing(String message) {
        return ServiceErrors.fill(
                        MissingRequiredParameterException.builder(), "CloudWatch", 400, "MissingParameter", message)
                .build();
    }
}
