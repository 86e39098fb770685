package dev.drlab.verifier.job;

import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.metrics.MetricDimensions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** Publishes to CloudWatch; a publication that fails is a warning. Metrics with a unit carry whole statistic sets. */
final class Metrics {
    private final Supplier<CloudWatchClient> client;
    private final String namespace;
    private final Dimension project;
    private final Warnings warnings;

    Metrics(Supplier<CloudWatchClient> client, JobConfig config, Warnings warnings) {
        this.client = client;
        this.namespace = config.namespace();
        this.project = Dimension.builder()
                .name(MetricDimensions.PROJECT)
                .value(config.project())
                .build();
        this.warnings = warnings;
    }

    /** Exposure and lag of the period's points, and its counts. */
    void publish(Instant at, PeriodStatistics.Period period, long acked, long lost) {
        List<MetricDatum> data = new ArrayList<>();
        addSet(data, at, CustomMetric.RPO_EXPOSURE, period.exposureSeconds());
        addSet(data, at, CustomMetric.REPLICATION_LAG, period.lagMillis());
        data.add(count(at, CustomMetric.CANARIES_ACKED, acked));
        data.add(count(at, CustomMetric.CANARIES_LOST, lost));
        put(data);
    }

    /**
     * VerifierRuns: one run came to a result. An alarm on its absence tells that none does. VerifierMissed: the
     * result was a miss, of whatever kind, or canaries were lost, judged or not. Others do not publish it: a metric is
     * charged by the hours in which it is sent.
     */
    void runFinished(Instant at, boolean result, boolean missed) {
        List<MetricDatum> data = new ArrayList<>();
        if (result) {
            data.add(count(at, CustomMetric.VERIFIER_RUNS, 1));
        }
        if (missed) {
            data.add(count(at, CustomMetric.VERIFIER_MISSED, 1));
        }
        if (!data.isEmpty()) { // CloudWatch refuses an empty list
            put(data);
        }
    }

    private void put(List<MetricDatum> data) {
        try {
            client.get()
                    .putMetricData(PutMetricDataRequest.builder()
                            .namespace(namespace)
                            .metricData(data)
                            .build());
        } catch (SdkException e) {
            warnings.add("CloudWatch", String.valueOf(e.getMessage()));
        }
    }

    private void addSet(List<MetricDatum> data, Instant at, CustomMetric metric, DoubleSummaryStatistics values) {
        if (values.getCount() > 0) {
            data.add(datum(at, metric)
                    .statisticValues(StatisticSet.builder()
                            .sampleCount((double) values.getCount())
                            .sum(values.getSum())
                            .minimum(values.getMin())
                            .maximum(values.getMax())
                            .build())
                    .build());
        }
    }

    private MetricDatum count(Instant at, CustomMetric metric, long value) {
        return datum(at, metric).value((double) value).build();
    }

    private MetricDatum.Builder datum(Instant at, CustomMetric metric) {
        return MetricDatum.builder()
                .metricName(metric.label())
                .dimensions(project)
                .timestamp(at)
                .unit(metric.unit());
    }
}
