package dev.drlab.cost.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.cost.input.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Arguments that cost something, and that no rule prices: an estimate that passed them over would be too low. Whoever adds one
 * to the stacks adds its price to the rules.
 */
public final class UnpricedOptions {
    /** How many of it there are is not in the file, or only by its references. */
    private static final List<String> REPETITIONS = List.of("count", "for_each");

    private static final Predicate<JsonNode> SET = node -> true;
    private static final Predicate<JsonNode> ON = node -> !node.asText().equals("false");
    /** True for a value that is neither true nor false at this time, such as a reference. */
    private static final Predicate<JsonNode> NO_FLAG = node -> !node.isBoolean();
    /** A reference to a list has no length yet. */
    private static final Predicate<JsonNode> REFERENCE = JsonNode::isTextual;

    private static final Set<String> FIREWALL_GROUPS_WITH_A_FEE =
            Set.of("AWSManagedRulesBotControlRuleSet", "AWSManagedRulesATPRuleSet", "AWSManagedRulesACFPRuleSet");

    private static final List<Option> OPTIONS = List.of(
            new Option("aws_db_instance", "multi_az", NO_FLAG),
            new Option("aws_db_instance", "iops", SET),
            new Option("aws_db_instance", "storage_throughput", SET),
            new Option("aws_db_instance", "dedicated_log_volume", ON),
            new Option("aws_db_instance", "performance_insights_retention_period", node -> above(node, 7)),
            new Option("aws_db_instance", "database_insights_mode", other("standard")),
            new Option("aws_ecs_service", "capacity_provider_strategy", SET),
            new Option("aws_ecs_service", "volume_configuration", SET),
            new Option("aws_ecs_service", "launch_type", other("FARGATE")),
            new Option("aws_ecs_task_definition", "ephemeral_storage", SET),
            new Option("aws_ecs_task_definition", "runtime_platform.operating_system_family", other("LINUX")),
            new Option("aws_lambda_function", "snap_start", SET),
            new Option("aws_lambda_function", "ephemeral_storage", SET),
            new Option("aws_sfn_state_machine", "type", other("STANDARD")),
            new Option("aws_dynamodb_table", "replica", SET),
            new Option("aws_dynamodb_table", "table_class", other("STANDARD")),
            new Option("aws_dynamodb_table", "point_in_time_recovery.enabled", NO_FLAG),
            new Option("aws_cloudwatch_metric_alarm", "period", node -> !above(node, 59)),
            new Option("aws_cloudwatch_metric_alarm", "metric_query.metric.period", node -> !above(node, 59)),
            new Option("aws_cloudwatch_log_group", "retention_in_days", node -> !above(node, 0)),
            new Option("aws_cloudtrail", "insight_selector", SET),
            new Option("aws_s3_bucket_replication_configuration", "rule.destination.replication_time", SET),
            new Option("aws_s3_bucket_lifecycle_configuration", "rule.transition", SET),
            new Option("aws_lb", "internal", NO_FLAG),
            new Option("aws_lb", "subnets", REFERENCE),
            new Option("aws_lb", "subnet_mapping", SET),
            new Option("aws_vpc_endpoint", "subnet_ids", REFERENCE),
            new Option(
                    "aws_wafv2_web_acl",
                    "rule.statement.managed_rule_group_statement.name",
                    node -> FIREWALL_GROUPS_WITH_A_FEE.contains(node.asText())),
            new Option("aws_ssm_parameter", "tier", other("Standard")),
            new Option(
                    "aws_sns_topic_subscription",
                    "protocol",
                    node -> node.asText().equals("sms")),
            new Option("aws_acm_certificate", "certificate_authority_arn", SET),
            new Option("aws_acm_certificate", "options.export", other("DISABLED")));

    /**
     * One of them.
     *
     * @param path of the argument; every member of a list on the way counts
     * @param costs of a value that is set, and no null
     */
    private record Option(String type, String path, Predicate<JsonNode> costs) {}

    private UnpricedOptions() {}

    /** The first of a resource, as {@code path = value}; empty if it has none. */
    public static Optional<String> of(Resource resource) {
        for (String repetition : REPETITIONS) {
            if (resource.body().hasNonNull(repetition)) {
                return Optional.of(repetition + " = " + resource.body().path(repetition));
            }
        }
        for (Option option : OPTIONS) {
            if (option.type().equals(resource.type())) {
                for (JsonNode value : values(resource.body(), option.path())) {
                    if (option.costs().test(value)) {
                        return Optional.of(option.path() + " = " + value);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Predicate<JsonNode> other(String price) {
        return node -> !node.asText().equals(price);
    }

    /** False for what is no number, too. */
    private static boolean above(JsonNode node, long limit) {
        return node.asLong(limit) > limit;
    }

    private static List<JsonNode> values(JsonNode body, String path) {
        List<JsonNode> found = List.of(body);
        for (String step : path.split("\\.")) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                members(node).stream()
                        .map(member -> member.path(step))
                        .filter(value -> !value.isMissingNode() && !value.isNull())
                        .forEach(next::add);
            }
            found = next;
        }
        return found;
    }

    private static List<JsonNode> members(JsonNode node) {
        if (!node.isArray()) {
            return List.of(node);
        }
        List<JsonNode> members = new ArrayList<>();
        node.forEach(members::add);
        return members;
    }
}
