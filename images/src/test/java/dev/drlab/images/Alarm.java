package dev.drlab.images;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.lab.simulation.aws.PublishedMetric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * A synthesized alarm on one metric, and when CloudWatch would raise it. Source: Amazon CloudWatch User Guide, "Evaluating an alarm":
 * each period gives one data point by the statistic, a period without data counts as {@code treat_missing_data} says, and all
 * evaluated periods must breach.
 *
 * @param name of the alarm
 * @param namespace of the metric
 * @param metric its name
 * @param dimensions all of them: a metric with one more or one less is another metric
 * @param statistic {@code Maximum} or {@code Sum}
 * @param operator {@code GreaterThanThreshold} or {@code LessThanThreshold}
 * @param threshold in the metric's unit
 * @param periodSeconds of one data point
 * @param periods that must breach
 * @param missingBreaches whether a period without data counts as one that breaches
 */
record Alarm(
        String name,
        String namespace,
        String metric,
        Map<String, String> dimensions,
        String statistic,
        String operator,
        double threshold,
        int periodSeconds,
        int periods,
        boolean missingBreaches) {
    /** Of a synthesized resource. */
    static Alarm of(JsonNode alarm) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        alarm.path("dimensions")
                .properties()
                .forEach(each -> dimensions.put(each.getKey(), each.getValue().asText()));
        if (alarm.path("datapoints_to_alarm").asInt()
                != alarm.path("evaluation_periods").asInt()) {
            throw new AssertionError("an alarm on some of its periods is not modelled: " + alarm);
        }
        return new Alarm(
                alarm.path("alarm_name").asText(),
                alarm.path("namespace").asText(),
                alarm.path("metric_name").asText(),
                dimensions,
                alarm.path("statistic").asText(),
                alarm.path("comparison_operator").asText(),
                alarm.path("threshold").asDouble(),
                alarm.path("period").asInt(),
                alarm.path("evaluation_periods").asInt(),
                alarm.path("treat_missing_data").asText().equals("breaching"));
    }

    /** Whether it is raised after these periods, the newest last; what came before them had no data. */
    boolean isRaised(List<List<PublishedMetric>> history) {
        for (int back = 1; back <= periods; back++) {
            int at = history.size() - back;
            if (!breaches(at < 0 ? List.of() : history.get(at))) {
                return false;
            }
        }
        return true;
    }

    /** The data point of one period; empty without data of this metric. */
    OptionalDouble point(List<PublishedMetric> period) {
        DoubleStream values =
                period.stream().filter(this::isMine).map(PublishedMetric::datum).mapToDouble(this::part);
        return switch (statistic) {
            case "Maximum" -> values.max();
            case "Sum" ->
                values.boxed().reduce(Double::sum).map(OptionalDouble::of).orElse(OptionalDouble.empty());
            default -> throw new AssertionError("the statistic " + statistic + " is not modelled");
        };
    }

    private boolean breaches(List<PublishedMetric> period) {
        OptionalDouble point = point(period);
        if (point.isEmpty()) {
            return missingBreaches;
        }
        return switch (operator) {
            case "GreaterThanThreshold" -> point.getAsDouble() > threshold;
            case "LessThanThreshold" -> point.getAsDouble() < threshold;
            default -> throw new AssertionError("the operator " + operator + " is not modelled");
        };
    }

    private boolean isMine(PublishedMetric published) {
        Map<String, String> actual = new LinkedHashMap<>();
        for (Dimension dimension : published.datum().dimensions()) {
            actual.put(dimension.name(), dimension.value());
        }
        return published.namespace().equals(namespace)
                && published.datum().metricName().equals(metric)
                && actual.equals(dimensions);
    }

    private double part(MetricDatum datum) {
        if (datum.statisticValues() == null) {
            return datum.value();
        }
        return statistic.equals("Maximum")
                ? datum.statisticValues().maximum()
                : datum.statisticValues().sum();
    }
}
