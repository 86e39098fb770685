package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An alarm reads metrics of its own region only, and notifies a topic of its own region only. */
class AlarmsTest {
    private static final Pattern FACT = Pattern.compile("data\\.aws_ssm_parameter\\.([A-Za-z0-9_-]+)\\.");

    static Stream<Block> alarms() {
        return Synthesis.full().stacks().stream()
                .flatMap(stack -> stack.resources("aws_cloudwatch_metric_alarm").stream());
    }

    /** A budget without an address notifies nobody, so there is none; a budget of 0 means none, too. */
    @Test
    void theBudgetNeedsSomebodyToTell() {
        assertThat(budgets(Synthesis.plain())).isZero();
        assertThat(budgets(Synthesis.documented())).isEqualTo(1);
        assertThat(budgets(Synthesis.of(
                        ConfigParser.parse("{\"alarmEmail\": \"a@example.com\", \"monthlyBudgetUsd\": 0}"))))
                .isZero();
    }

    private static int budgets(Synthesis synthesis) {
        return synthesis
                .stack("ObservabilityStack")
                .resources("aws_budgets_budget")
                .size();
    }

    @Test
    void everyAlarmIsThereAndNoOther() {
        List<String> expected = new ArrayList<>(List.of(
                "drlab-us-east-1-primary-health",
                "drlab-us-east-1-no-writer",
                "drlab-us-east-1-two-writers",
                "drlab-us-west-2-verifier-rpo",
                "drlab-us-west-2-verifier-missed",
                "drlab-us-west-2-verifier-silent",
                "drlab-us-west-2-verifier-not-started",
                "drlab-us-west-2-not-ready"));
        for (String region : List.of("ap-southeast-2", "us-west-2")) {
            for (String alarm : List.of(
                    "replica-lag",
                    "no-standby",
                    "slot-lag",
                    "free-storage",
                    "task-count",
                    "errors",
                    "object-replication",
                    "activate-failed",
                    "reprotect-failed",
                    "agent-errors",
                    "agent-throttled",
                    "backup-failed")) {
                expected.add("drlab-" + region + "-" + alarm);
            }
        }
        assertThat(alarms().map(alarm -> alarm.body().path("alarm_name").asText()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theDocsHaveALineForEachAlarm() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "constructs_overview.md"));
        String table = page.substring(page.indexOf("### Alarms"));
        Set<String> told = new TreeSet<>();
        table.lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("**"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .forEach(cell -> Pattern.compile("`([a-z-]+)`")
                        .matcher(cell)
                        .results()
                        .forEach(name -> told.add(name.group(1))));
        Set<String> there = alarms().map(
                        alarm -> alarm.body().path("alarm_name").asText().replaceFirst("^drlab-[a-z]+-[a-z]+-\\d-", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(there);
    }

    /** Nobody reads a dead-letter queue without an alarm. */
    @Test
    void everyDeadLetterQueueHasAnAlarm() {
        List<String> watched = alarms().flatMap(alarm -> metrics(alarm).stream())
                .filter(metric -> metric.path("namespace").asText().equals("AWS/SQS"))
                .map(metric -> metric.path("dimensions").path("QueueName").asText())
                .toList();
        assertThat(Stream.of("ap-southeast-2", "us-west-2")
                        .flatMap(region -> namesOf("aws_sqs_queue", "name", region).stream()))
                .isNotEmpty()
                .isSubsetOf(watched);
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void theMetricExistsInTheAlarmsRegion(Block alarm) {
        for (JsonNode metric : metrics(alarm)) {
            String namespace = metric.path("namespace").asText();
            JsonNode dimensions = metric.path("dimensions");
            String region = alarm.region();
            switch (namespace) {
                case "AWS/Route53" -> assertThat(region).isEqualTo("us-east-1");
                case "AWS/RDS" ->
                    assertThat(dimensions.path("DBInstanceIdentifier").asText()).isIn(databasesOf(region));
                case "AWS/S3" ->
                    assertThat(dimensions.path("SourceBucket").asText())
                            .isIn(namesOf("aws_s3_bucket", "bucket", region));
                case "ECS/ContainerInsights" -> {
                    assertThat(dimensions.path("ClusterName").asText())
                            .isIn(namesOf("aws_ecs_cluster", "name", region));
                    assertThat(dimensions.path("ServiceName").asText())
                            .isIn(namesOf("aws_ecs_service", "name", region));
                }
                case "AWS/States" ->
                    assertThat(dimensions.path("StateMachineArn").asText())
                            .startsWith("arn:aws:states:" + region + ":")
                            .satisfies(arn -> assertThat(namesOf("aws_sfn_state_machine", "name", region))
                                    .contains(arn.substring(arn.lastIndexOf(':') + 1)));
                case "AWS/Lambda" ->
                    assertThat(dimensions.path("FunctionName").asText())
                            .isIn(namesOf("aws_lambda_function", "function_name", region));
                case "AWS/Backup" ->
                    assertThat(dimensions.path("BackupVaultName").asText())
                            .isIn(namesOf("aws_backup_vault", "name", region));
                case "AWS/SQS" ->
                    assertThat(dimensions.path("QueueName").asText()).isIn(namesOf("aws_sqs_queue", "name", region));
                case "AWS/ApplicationELB" ->
                    assertThat(regionsOfFacts(alarm, dimensions)).containsExactly(region);
                case "drlab" ->
                    assertThat(region)
                            .as("where verifier and readiness job publish")
                            .isEqualTo("us-west-2");
                default -> throw new AssertionError(alarm + " watches " + namespace + ": say where it exists");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void itTellsATopicThatExistsInItsRegion(Block alarm) {
        assertThat(alarm.body().path("alarm_actions")).isNotEmpty().allSatisfy(action -> {
            String topic = action.asText();
            if (topic.startsWith("arn:")) {
                String[] parts = topic.split(":");
                assertThat(parts[3]).isEqualTo(alarm.region());
                assertThat(namesOf("aws_sns_topic", "name", alarm.region())).contains(parts[5]);
            } else {
                assertThat(alarm.stack().resources("aws_sns_topic"))
                        .filteredOn(block -> topic.contains("aws_sns_topic." + block.id() + "."))
                        .singleElement()
                        .satisfies(block -> assertThat(block.region()).isEqualTo(alarm.region()));
            }
        });
    }

    /**
     * Regions of the facts in an alarm's dimensions. A balancer's dimension is a fact of its region, and its metrics
     * are there, too.
     */
    private static Set<String> regionsOfFacts(Block alarm, JsonNode dimensions) {
        Map<String, String> regions = new TreeMap<>();
        alarm.stack().data().forEach(block -> {
            String owner = block.body().path("name").asText().contains("/primary/") ? "ap-southeast-2" : "us-west-2";
            regions.put(block.id(), owner);
        });
        Set<String> found = new HashSet<>();
        for (JsonNode dimension : dimensions) {
            Matcher matcher = FACT.matcher(dimension.asText());
            assertThat(matcher.find()).as(dimension.asText()).isTrue();
            found.add(regions.get(matcher.group(1)));
        }
        return found;
    }

    private static List<JsonNode> metrics(Block alarm) {
        List<JsonNode> metrics = new ArrayList<>();
        if (alarm.body().has("namespace")) {
            metrics.add(alarm.body());
        }
        alarm.body().path("metric_query").forEach(query -> {
            JsonNode metric = query.path("metric");
            if (!metric.isMissingNode()) {
                metrics.add(metric.isArray() ? metric.path(0) : metric);
            }
        });
        assertThat(metrics).as(alarm.toString()).isNotEmpty();
        return metrics;
    }

    private static List<String> databasesOf(String region) {
        return namesOf("aws_db_instance", "identifier", region);
    }

    private static List<String> namesOf(String type, String attribute, String region) {
        return Synthesis.full().stacks().stream()
                .flatMap(stack -> stack.resources(type).stream())
                .filter(block -> block.region().equals(region))
                .map(block -> block.body().path(attribute).asText())
                .toList();
    }
}
