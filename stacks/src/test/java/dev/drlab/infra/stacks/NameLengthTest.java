package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.stacks.config.ConfigException;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS accepts every name, even with the longest project name and region codes that the configuration allows. */
class NameLengthTest {
    /** Longest name by type, in characters, from the API reference of the call that creates it. */
    private static final Map<String, Integer> LONGEST = new TreeMap<>(Map.ofEntries(
            Map.entry("aws_appautoscaling_policy", 256),
            Map.entry("aws_backup_plan", 50),
            Map.entry("aws_backup_selection", 50),
            Map.entry("aws_backup_vault", 50),
            Map.entry("aws_budgets_budget", 100),
            Map.entry("aws_cloudtrail", 128),
            Map.entry("aws_cloudwatch_dashboard", 255),
            Map.entry("aws_cloudwatch_event_rule", 64),
            Map.entry("aws_cloudwatch_log_group", 512),
            Map.entry("aws_cloudwatch_log_metric_filter", 512),
            Map.entry("aws_cloudwatch_metric_alarm", 255),
            Map.entry("aws_cloudwatch_composite_alarm", 255),
            Map.entry("aws_cloudwatch_query_definition", 255),
            Map.entry("aws_db_instance", 63),
            Map.entry("aws_db_parameter_group", 255),
            Map.entry("aws_db_subnet_group", 255),
            Map.entry("aws_dynamodb_table", 255),
            Map.entry("aws_ecr_repository", 256),
            Map.entry("aws_ecs_cluster", 255),
            Map.entry("aws_ecs_service", 255),
            Map.entry("aws_ecs_task_definition", 255),
            Map.entry("aws_iam_policy", 128),
            Map.entry("aws_iam_role", 64),
            Map.entry("aws_iam_role_policy", 128),
            Map.entry("aws_kms_alias", 256),
            Map.entry("aws_lambda_function", 64),
            Map.entry("aws_lb", 32),
            Map.entry("aws_lb_target_group", 32),
            Map.entry("aws_s3_bucket", 63),
            Map.entry("aws_s3_bucket_logging", 63),
            Map.entry("aws_route53_record", 255),
            Map.entry("aws_s3_bucket_replication_configuration", 63),
            Map.entry("aws_scheduler_schedule", 64),
            Map.entry("aws_scheduler_schedule_group", 64),
            Map.entry("aws_secretsmanager_secret", 512),
            Map.entry("aws_security_group", 255),
            Map.entry("aws_sfn_state_machine", 80),
            Map.entry("aws_sns_topic", 256),
            Map.entry("aws_sqs_queue", 80),
            Map.entry("aws_ssm_parameter", 1011),
            Map.entry("aws_wafv2_web_acl", 128)));

    /** Attributes that hold the name of a resource in AWS. */
    static final List<String> NAMES = List.of(
            "name", "identifier", "bucket", "function_name", "alarm_name", "dashboard_name", "family", "role_name");

    private static Synthesis longest;

    @BeforeAll
    static void synthesize() {
        longest = Synthesis.of(ConfigParser.parse("""
                {"projectName": "a-name-of-20-letters", "accountId": "123456789012",
                 "primaryRegion": "ap-southeast-2", "secondaryRegion": "ap-northeast-1",
                 "domainName": "a.example.com", "hostedZoneId": "Z123456", "alarmEmail": "a@example.com"}"""));
    }

    @Test
    void noNameIsLongerThanItsServiceTakes() {
        List<String> wrong = new ArrayList<>();
        int looked = 0;
        for (StackJson stack : longest.stacks()) {
            for (StackJson.Block block : stack.resources()) {
                for (String attribute : NAMES) {
                    JsonNode name = block.body().path(attribute);
                    if (name.isTextual() && !name.textValue().contains("${")) {
                        looked++;
                        Integer limit = LONGEST.get(block.type());
                        if (limit == null || name.textValue().length() > limit) {
                            wrong.add(block + ": " + attribute + " " + name.textValue() + " has "
                                    + name.textValue().length() + " characters, at most " + limit);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(looked).isGreaterThan(100);
    }

    /**
     * The shortest projects, and those that begin like names that a service reserves. The configuration accepts a
     * project only if every service accepts all names that begin with it.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "ab",
                "abc",
                "a1b",
                "sg",
                "sg-a",
                "sga",
                "internal",
                "internal-a",
                "internals",
                "aws",
                "aws-a",
                "awsome",
                "ssm",
                "ssm-a",
                "ssmlab",
                "sthree",
                "sthree-a",
                "sthrees",
                "amzn-s3-demo",
                "amzn-s3-demo-a",
                "amzn-s3-demos",
                "default",
                "alias",
                "a-name-of-20-letters"
            })
    void aProjectIsTakenWhereEveryServiceTakesItsNames(String project) {
        Set<String> refused = new TreeSet<>();
        for (AwsText rule : AwsText.all()) {
            for (StackJson stack : Synthesis.documented().stacks()) {
                for (StackJson.Block block : stack.resources(rule.type())) {
                    String text = block.body().path(rule.attribute()).asText("");
                    String name = text.replaceFirst("drlab", project);
                    if (NAMES.contains(rule.attribute()) && !text.contains("${") && !rule.accepts(name)) {
                        refused.add(block + ": " + name + " (" + rule.source() + ")");
                    }
                }
            }
        }
        assertThat(isTaken(project)).as("%s", refused).isEqualTo(refused.isEmpty());
    }

    private static boolean isTaken(String project) {
        try {
            ConfigParser.parse("{\"projectName\": \"" + project + "\"}");
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    /** Names that reprotect and a teardown derive from an identifier. */
    @Test
    void aDatabasesNameLeavesRoomForWhatIsPutBehindIt() {
        List<String> identifiers = longest.stacks().stream()
                .flatMap(stack -> stack.resources("aws_db_instance").stream())
                .map(block -> block.body().path("identifier").asText())
                .toList();

        assertThat(identifiers)
                .hasSize(2)
                .allSatisfy(identifier ->
                        assertThat(identifier + "-unsaved-9999999999").hasSizeLessThanOrEqualTo(63));
    }
}
