package dev.drlab.infra.observability.alarm;

import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarmMetricQuery;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarmMetricQueryMetric;
import dev.drlab.infra.observability.Metric;
import dev.drlab.infra.observability.Term;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** Alarms of one kind in one place; it knows which metrics they look at. */
public abstract class AlarmGroup extends Construct {
    private final AlarmPlace place;
    private final List<AlarmedMetric> alarmed = new ArrayList<>();

    AlarmGroup(Construct scope, String id, AlarmPlace place) {
        super(scope, id);
        this.place = place;
    }

    /** Every metric that an alarm of the group looks at. */
    public List<AlarmedMetric> alarmedMetrics() {
        return List.copyOf(alarmed);
    }

    final void alarm(Rule rule, Metric metric, String statistic) {
        note(rule, metric);
        builder(rule)
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(metric.dimensions())
                .statistic(statistic)
                .period(rule.periodSeconds())
                .build();
    }

    /** An alarm on an expression over several metrics. */
    final void alarm(Rule rule, String expression, List<Term> terms) {
        List<CloudwatchMetricAlarmMetricQuery> queries = new ArrayList<>();
        queries.add(CloudwatchMetricAlarmMetricQuery.builder()
                .id("result")
                .expression(expression)
                .label(rule.name())
                .returnData(true)
                .build());
        for (Term term : terms) {
            note(rule, term.metric());
            queries.add(query(term, rule.periodSeconds()));
        }
        builder(rule).metricQuery(queries).build();
    }

    private void note(Rule rule, Metric metric) {
        if (!metric.region().equals(place.region())) {
            throw new IllegalArgumentException(rule.name() + " looks at " + metric.name() + " in " + metric.region()
                    + "; an alarm in " + place.region() + " sees only that region's metrics");
        }
        alarmed.add(new AlarmedMetric(name(rule), place.region(), metric));
    }

    private static CloudwatchMetricAlarmMetricQuery query(Term term, int periodSeconds) {
        return CloudwatchMetricAlarmMetricQuery.builder()
                .id(term.id())
                .returnData(false)
                .metric(CloudwatchMetricAlarmMetricQueryMetric.builder()
                        .namespace(term.metric().namespace())
                        .metricName(term.metric().name())
                        .dimensions(term.metric().dimensions())
                        .stat(term.statistic())
                        .period(periodSeconds)
                        .build())
                .build();
    }

    private CloudwatchMetricAlarm.Builder builder(Rule rule) {
        return CloudwatchMetricAlarm.Builder.create(this, rule.name())
                .provider(place.provider())
                .alarmName(name(rule))
                .alarmDescription(rule.description())
                .comparisonOperator(rule.operator())
                .threshold(rule.threshold())
                .evaluationPeriods(rule.periods())
                .datapointsToAlarm(rule.datapoints())
                .treatMissingData(rule.missing().argument())
                .alarmActions(List.of(place.topicArn()))
                .okActions(List.of(place.topicArn()));
    }

    private String name(Rule rule) {
        return place.project() + "-" + place.region() + "-" + rule.name();
    }
}
