package dev.drlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.Json;
import dev.drlab.cost.input.Price;
import dev.drlab.cost.input.PriceTable;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.SynthesizedStacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
    private static final String PROVIDER = "\"provider\": {\"aws\": [{\"region\": \"%s\"}]}";

    @Test
    void hoursAndCountsComeFromTheStacks() {
        Estimate one = month("\"aws_eip\": {\"a\": {}}");
        Estimate two = month("\"aws_eip\": {\"a\": {}, \"b\": {}}");
        assertThat(one.total()).isEqualTo(Range.exactly(730).times(Range.of("0.005", "0.005")));
        assertThat(two.total()).isEqualTo(one.total().times(2));
    }

    @Test
    void aResourceIsPricedInTheRegionOfItsProvider() {
        Estimate estimate = month("\"aws_nat_gateway\": {\"a\": {\"provider\": \"aws.other\"}}");
        assertThat(estimate.byServiceAndRegion().get("VPC")).containsOnlyKeys("us-west-2");
    }

    @Test
    void aReplicaHasTheStorageOfItsSource() {
        Estimate estimate = month("\"aws_db_instance\": {\"source\": "
                + database("\"identifier\": \"x\", \"allocated_storage\": 40") + ", \"replica\": "
                + database("\"replicate_source_db\": \"arn:aws:rds:ap-southeast-2:1:db:x\"") + "}");
        assertThat(estimate.lines())
                .filteredOn(line -> line.charge().basis().equals("40 GiB allocated"))
                .hasSize(2);
    }

    @Test
    void aReplicaOfAnUnknownSourceIsRefused() {
        assertThatThrownBy(() -> month("\"aws_db_instance\": {\"replica\": "
                        + database("\"replicate_source_db\": \"arn:aws:rds:ap-southeast-2:1:db:y\"") + "}"))
                .isInstanceOf(CostException.class)
                .hasMessageContaining("replica of y");
    }

    @Test
    void multiAzHasPricesOfItsOwn() {
        Estimate estimate = month("\"aws_db_instance\": {\"a\": "
                + database("\"identifier\": \"x\", \"allocated_storage\": 40, \"multi_az\": true") + "}");
        assertThat(estimate.prices())
                .extracting(Price::what)
                .contains("rds.db.t4g.medium.multi-az.hour", "rds.gp3.gb-month.multi-az")
                .doesNotContain("rds.db.t4g.medium.hour", "rds.gp3.gb-month");
    }

    @Test
    void anInstanceClassWithoutAPriceIsNamed() {
        assertThatThrownBy(() -> month("\"aws_db_instance\": {\"a\": "
                        + database("\"identifier\": \"x\", \"allocated_storage\": 40")
                                .replace("db.t4g.medium", "db.x9.huge")
                        + "}"))
                .isInstanceOf(CostException.class)
                .hasMessageContaining("rds.db.x9.huge.hour in ap-southeast-2");
    }

    /** Nor does what its tasks would write and publish: the group of their log is there all the same. */
    @Test
    void aDisabledScheduleCostsNothing() {
        String log =
                ", \"aws_cloudwatch_log_group\": {\"l\": {\"name\": \"/drlab/verifier\", \"retention_in_days\": 30}}";
        assertThat(month(schedule("DISABLED", 5) + log).total()).isEqualTo(Range.ZERO);
        assertThat(month(schedule("ENABLED", 5) + log).assumptions())
                .contains("verifier.metrics", "verifier.publications", "logs.verifier");
    }

    @Test
    void tasksOfAClusterWithInsightsHaveMetricsOfTheirOwn() {
        assertThat(month(schedule("ENABLED", 5)).assumptions()).doesNotContain("verifier.insights");
        assertThat(month(schedule("ENABLED", 5).replace("\"disabled\"", "\"enhanced\""))
                        .assumptions())
                .contains("verifier.insights", "insights.metrics");
    }

    /** 8,760 runs of 240 s are 584 hours; Fargate charges from the pull of the image on. */
    @Test
    void aScheduleIsPaidForTheTimeThatItsTasksRun() {
        Line processors = month(schedule("ENABLED", 5)).lines().get(0);
        assertThat(processors.charge().what()).isEqualTo("fargate.x86.vcpu-hour");
        assertThat(processors.charge().quantity().low()).isBetween(new BigDecimal("146"), new BigDecimal("170"));
        Line half = month(schedule("ENABLED", 10)).lines().get(0);
        assertThat(half.charge().quantity().low().doubleValue())
                .isCloseTo(processors.charge().quantity().low().doubleValue() / 2, withPercentage(0.1));
    }

    @Test
    void anAlarmCostsAsMuchAsItHasMetrics() {
        Estimate estimate = month("""
                "aws_cloudwatch_metric_alarm": {
                  "one": {},
                  "three": {"metric_query": [{"expression": "a"}, {"metric": {}}, {"metric": {}}, {"metric": {}}]}}""");
        assertThat(estimate.total().high()).isEqualByComparingTo("0.40");
    }

    @Test
    void aFirewallCostsByItsRules() {
        Estimate two = month("\"aws_wafv2_web_acl\": {\"a\": {\"rule\": [{}, {}]}}");
        Estimate three = month("\"aws_wafv2_web_acl\": {\"a\": {\"rule\": [{}, {}, {}]}}");
        assertThat(three.total().low().subtract(two.total().low())).isEqualByComparingTo("1");
    }

    @Test
    void anInterfaceEndpointIsPaidByZoneAndAGatewayIsFree() {
        assertThat(month("\"aws_vpc_endpoint\": {\"a\": {\"vpc_endpoint_type\": \"Gateway\"}}")
                        .total())
                .isEqualTo(Range.ZERO);
        assertThat(month(
                                "\"aws_vpc_endpoint\": {\"a\": {\"vpc_endpoint_type\": \"Interface\", \"subnet_ids\": [1, 2]}}")
                        .total()
                        .low())
                .isEqualByComparingTo("14.6");
    }

    @Test
    void logsForNoKnownPurposeAreRefused() {
        assertThatThrownBy(() -> month(
                        "\"aws_cloudwatch_log_group\": {\"a\": {\"name\": \"/drlab/new\", \"retention_in_days\": 30}}"))
                .isInstanceOf(CostException.class)
                .hasMessageContaining("/drlab/new");
    }

    /** Each costs something that no rule prices: a sum without it would be too low. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_eip | {\"count\": 3} | count = 3",
                "aws_subnet | {\"for_each\": \"${toset([])}\"} | for_each",
                "aws_db_instance | {\"multi_az\": \"${var.zones}\"} | multi_az",
                "aws_db_instance | {\"iops\": 12000} | iops = 12000",
                "aws_db_instance | {\"performance_insights_retention_period\": 731} | 731",
                "aws_db_instance | {\"dedicated_log_volume\": true} | dedicated_log_volume",
                "aws_ecs_service | {\"capacity_provider_strategy\": [{}]} | capacity_provider_strategy",
                "aws_ecs_task_definition | {\"ephemeral_storage\": {\"size_in_gib\": 200}} | ephemeral_storage",
                "aws_lambda_function | {\"snap_start\": {\"apply_on\": \"PublishedVersions\"}} | snap_start",
                "aws_sfn_state_machine | {\"type\": \"EXPRESS\"} | EXPRESS",
                "aws_dynamodb_table | {\"replica\": [{\"region_name\": \"us-west-2\"}]} | replica",
                "aws_cloudwatch_metric_alarm | {\"period\": 10} | period = 10",
                "aws_cloudwatch_metric_alarm | {\"metric_query\": [{}, {\"metric\": {\"period\": 10}}]} | period = 10",
                "aws_cloudwatch_log_group | {\"retention_in_days\": 0} | retention_in_days = 0",
                "aws_s3_bucket_replication_configuration"
                        + " | {\"rule\": [{\"destination\": {\"replication_time\": {}}}]} | replication_time",
                "aws_lb | {\"subnets\": \"${aws_subnet.all[*].id}\"} | subnets",
                "aws_vpc_endpoint | {\"subnet_ids\": \"${aws_subnet.all[*].id}\"} | subnet_ids",
                "aws_ssm_parameter | {\"tier\": \"Advanced\"} | Advanced",
                "aws_sns_topic_subscription | {\"protocol\": \"sms\"} | sms",
                "aws_acm_certificate | {\"options\": {\"export\": \"ENABLED\"}} | export",
                "aws_wafv2_web_acl | {\"rule\": [{\"statement\": {\"managed_rule_group_statement\":"
                        + " {\"name\": \"AWSManagedRulesBotControlRuleSet\"}}}]} | BotControl"
            })
    void anOptionThatNoRulePricesIsRefusedByName(String type, String body, String named) {
        assertThatThrownBy(() -> month("\"" + type + "\": {\"a\": " + body + "}"))
                .isInstanceOf(CostException.class)
                .hasMessageContaining(type + ".a has ")
                .hasMessageContaining(named);
    }

    @Test
    void modulesAreRefused() {
        assertThatThrownBy(() -> month("}, \"module\": {\"m\": {\"source\": \"./m\"}"))
                .isInstanceOf(CostException.class)
                .hasMessageContaining("modules");
    }

    /** The sum of half of the stacks would be half of the cost. */
    @Test
    void aStackThatWasWrittenAndIsNotThereIsMissed(@TempDir Path directory) throws IOException {
        for (String stack : List.of("PrimaryNetworkStack", "SecondaryNetworkStack")) {
            Path home = Files.createDirectories(directory.resolve("stacks").resolve(stack));
            Files.writeString(home.resolve("cdk.tf.json"), "{" + PROVIDER.formatted("us-west-2") + "}");
        }
        assertThat(SynthesizedStacks.read(directory).resources()).isEmpty();
        Files.writeString(
                directory.resolve("manifest.json"),
                "{\"stacks\": {\"PrimaryNetworkStack\": {}, \"PrimaryDataStack\": {}}}");
        assertThatThrownBy(() -> SynthesizedStacks.read(directory))
                .isInstanceOf(CostException.class)
                .hasMessageContaining("PrimaryDataStack");
    }

    @Test
    void othersStacksAreRefused() {
        Map<String, JsonNode> stacks = Map.of("SomeStack", json("{}"));
        assertThatThrownBy(() -> new SynthesizedStacks(stacks))
                .isInstanceOf(CostException.class)
                .hasMessageContaining("PrimaryNetworkStack");
    }

    private static String database(String arguments) {
        return "{\"instance_class\": \"db.t4g.medium\", \"storage_type\": \"gp3\", " + arguments + "}";
    }

    private static String schedule(String state, int minutes) {
        return """
                "aws_scheduler_schedule": {"s": {"state": "%s", "schedule_expression": "rate(%d minutes)",
                  "target": {"arn": "${aws_ecs_cluster.c.arn}",
                    "ecs_parameters": {"task_definition_arn": "${aws_ecs_task_definition.t.arn}"}}}},
                "aws_ecs_cluster": {"c": {"setting": [{"name": "containerInsights", "value": "disabled"}]}},
                "aws_ecs_task_definition": {"t": {"cpu": "256", "memory": "512",
                  "container_definitions":
                    "[{\\"environment\\": [{\\"name\\": \\"DRLAB_DURATION_SECONDS\\", \\"value\\": \\"240\\"}]}]"}}""".formatted(state, minutes);
    }

    /** Of the primary's network stack with these resources, and the secondary's with none. */
    private static Estimate month(String resources) {
        Map<String, JsonNode> stacks = new TreeMap<>();
        stacks.put(
                "PrimaryNetworkStack",
                json(
                        "{\"provider\": {\"aws\": [{\"region\": \"ap-southeast-2\"}, {\"alias\": \"other\", \"region\": \"us-west-2\"}]},"
                                + " \"resource\": {" + resources + "}}"));
        stacks.put("SecondaryNetworkStack", json("{" + PROVIDER.formatted("us-west-2") + "}"));
        return Estimate.ofMonth(new SynthesizedStacks(stacks), PriceTable.shipped(), Assumptions.shipped());
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
