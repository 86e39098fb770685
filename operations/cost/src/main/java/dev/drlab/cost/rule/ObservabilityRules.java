package dev.drlab.cost.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Logs, metrics, alarms, dashboards, notifications and the audit trail. */
final class ObservabilityRules {
    private static final String CLOUDWATCH = "CloudWatch";
    private static final int DAYS_PER_MONTH = 30;

    /** The use of a log group, by its name; the first that fits. */
    private static final List<LogPurpose> PURPOSES = List.of(
            new LogPurpose(Pattern.compile("/aws/ecs/containerinsights/.*"), "insights", false),
            new LogPurpose(Pattern.compile("/aws/rds/instance/.*"), "database", false),
            new LogPurpose(Pattern.compile("aws-waf-logs-.*"), "waf", true),
            new LogPurpose(Pattern.compile(".*/flow"), "flow", true),
            new LogPurpose(Pattern.compile(".*/service"), "service", false),
            new LogPurpose(Pattern.compile(".*/verifier"), "verifier", false),
            new LogPurpose(Pattern.compile(".*/readiness"), "readiness", false),
            new LogPurpose(Pattern.compile(".*/trail"), "trail", false),
            new LogPurpose(Pattern.compile(".*/(agent|activate|reprotect)"), "machinery", false));

    /** Vended logs are those that another service of AWS writes at a price of their own. */
    private record LogPurpose(Pattern names, String id, boolean vended) {}

    private ObservabilityRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "aws_cloudwatch_log_group", new Rule.Charged(ObservabilityRules::logGroup),
                "aws_cloudwatch_metric_alarm", new Rule.Charged(ObservabilityRules::alarm),
                "aws_cloudwatch_dashboard", new Rule.Charged(ObservabilityRules::dashboard),
                "aws_cloudtrail", new Rule.Charged(ObservabilityRules::trail),
                "aws_sns_topic", new Rule.Charged(ObservabilityRules::topic));
    }

    private static List<Charge> logGroup(Resource group, Context context) {
        String name = group.text("name");
        LogPurpose purpose = PURPOSES.stream()
                .filter(candidate -> candidate.names().matcher(name).matches())
                .findFirst()
                .orElseThrow(() -> new CostException(
                        group + " is named " + name + ", which tells no purpose that has an assumption: add one"));
        if (purpose.id().equals("verifier") && !ComputeRules.runTasks(context, group.region())) {
            return List.of(); // nobody writes it
        }
        String assumption = "logs." + purpose.id();
        String ingested = purpose.vended() ? "logs.vended.gb" : "logs.ingested.gb";
        List<Charge> charges = new ArrayList<>(
                List.of(context.assumed(CLOUDWATCH, group, ingested, assumption), kept(group, context, assumption)));
        if (purpose.id().equals("readiness")) {
            charges.add(Charge.fixed(
                    CLOUDWATCH, group.region(), "cloudwatch.metric.month", Range.exactly(1), "the metric `ready`"));
            charges.add(context.assumed(CLOUDWATCH, group, "cloudwatch.thousand-requests", "readiness.requests"));
        }
        return charges;
    }

    /** The stored amount: so many months of what comes in. */
    private static Charge kept(Resource group, Context context, String assumption) {
        Assumptions.Assumption use = context.assumptions().get(assumption);
        long days = group.number("retention_in_days");
        return new Charge(
                CLOUDWATCH,
                group.region(),
                "logs.kept.gb-month",
                use.in(group.place()).times(Range.exactly(Context.divided(days, DAYS_PER_MONTH))),
                use.unit() + ", kept for " + days + " days",
                List.of(assumption));
    }

    /** An alarm costs as much as it has metrics. */
    private static List<Charge> alarm(Resource alarm, Context context) {
        int metrics = 0;
        for (JsonNode query : alarm.body().path("metric_query")) {
            metrics += query.has("metric") ? 1 : 0;
        }
        return List.of(Charge.fixed(
                CLOUDWATCH,
                alarm.region(),
                "cloudwatch.alarm.month",
                Range.exactly(Math.max(1, metrics)),
                "metrics of one alarm"));
    }

    private static List<Charge> dashboard(Resource dashboard, Context context) {
        return List.of(Charge.fixed(
                CLOUDWATCH, dashboard.region(), "cloudwatch.dashboard.month", Range.exactly(1), "one dashboard"));
    }

    private static List<Charge> trail(Resource trail, Context context) {
        return List.of(
                context.assumed("CloudTrail", trail, "cloudtrail.data.100k", "trail.data-events"),
                context.assumed("CloudTrail", trail, "cloudtrail.management.100k", "trail.second-copies"));
    }

    private static List<Charge> topic(Resource topic, Context context) {
        return List.of(context.assumed("SNS", topic, "sns.email.100k", "topic.emails"));
    }
}
