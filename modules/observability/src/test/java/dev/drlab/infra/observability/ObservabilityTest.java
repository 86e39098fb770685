package dev.drlab.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import dev.drlab.infra.observability.alarm.AlarmGroup;
import dev.drlab.infra.observability.alarm.AlarmPlace;
import dev.drlab.infra.observability.alarm.AlarmedMetric;
import dev.drlab.infra.observability.alarm.DatabaseAlarms;
import dev.drlab.infra.observability.alarm.DatabaseAlarmsProps;
import dev.drlab.infra.observability.alarm.MachineryAlarms;
import dev.drlab.infra.observability.alarm.MachineryAlarmsProps;
import dev.drlab.infra.observability.alarm.ObjectReplicationAlarms;
import dev.drlab.infra.observability.alarm.ReadinessAlarm;
import dev.drlab.infra.observability.alarm.RoutingAlarms;
import dev.drlab.infra.observability.alarm.RoutingAlarmsProps;
import dev.drlab.infra.observability.alarm.ServiceAlarms;
import dev.drlab.infra.observability.alarm.ServiceAlarmsProps;
import dev.drlab.infra.observability.alarm.VerifierAlarms;
import dev.drlab.infra.observability.alarm.VerifierAlarmsProps;
import dev.drlab.infra.observability.audit.AuditTrail;
import dev.drlab.infra.observability.audit.AuditTrailProps;
import dev.drlab.infra.observability.audit.SavedQueries;
import dev.drlab.infra.observability.audit.SavedQueriesProps;
import dev.drlab.infra.observability.dashboard.Dashboard;
import dev.drlab.infra.observability.dashboard.DashboardProps;
import dev.drlab.infra.observability.dashboard.RegionView;
import dev.drlab.infra.observability.notification.AlarmTopic;
import dev.drlab.infra.observability.notification.AlarmTopicProps;
import dev.drlab.infra.observability.notification.MonthlyBudget;
import dev.drlab.infra.observability.notification.MonthlyBudgetProps;
import dev.drlab.infra.synthesized.Synthesized;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
    private static final String ACCOUNT = "111122223333";
    private static final String KEY = "arn:aws:kms:us-west-2:111122223333:key/mrk-1";
    private static final String SECONDARY = "us-west-2";
    private static final String PRIMARY = "ap-southeast-2";
    private static final ObjectReplication TO_SECONDARY =
            new ObjectReplication(PRIMARY, "bucket-a", SECONDARY, "bucket-b", "all");
    private static final ObjectReplication TO_PRIMARY =
            new ObjectReplication(SECONDARY, "bucket-b", PRIMARY, "bucket-a", "all");
    private static final VerifierMetrics VERIFIER = new VerifierMetrics("drlab", "drlab");

    private static final List<AlarmedMetric> ALARMED = new ArrayList<>();
    private static Synthesized stack;

    @BeforeAll
    static void synthesize() {
        stack = Synthesized.of(ObservabilityTest::observability);
    }

    private static void observability(TerraformStack stack) {
        TerraformProvider primary = AwsProvider.Builder.create(stack, "primary")
                .alias("primary")
                .region(PRIMARY)
                .build();
        TerraformProvider global = AwsProvider.Builder.create(stack, "global")
                .alias("global")
                .region("us-east-1")
                .build();
        AlarmPlace verifier = region(stack, SECONDARY, null, TO_PRIMARY);
        region(stack, PRIMARY, primary, TO_SECONDARY);
        AlarmPlace routing = place(stack, "us-east-1", global, Optional.empty());
        note(new RoutingAlarms(
                stack, "routing", new RoutingAlarmsProps(routing, "check-p", "check-writer", "check-two", 90)));
        note(new VerifierAlarms(
                stack, "verifier", new VerifierAlarmsProps(verifier, VERIFIER, 300, 5, "drlab-verifier-dead-letters")));
        note(new ReadinessAlarm(stack, "readiness", verifier, "drlab", 30));
        new MonthlyBudget(stack, "budget", new MonthlyBudgetProps("drlab-monthly", 500, "a@example.com"));
        new AuditTrail(
                stack,
                "trail",
                new AuditTrailProps(
                        "drlab",
                        "logs",
                        "trail",
                        "/drlab/trail",
                        90,
                        List.of("arn:aws:s3:::state"),
                        List.of("arn:aws:dynamodb:us-west-2:123456789012:table/control"),
                        KEY,
                        null));
        note(new MachineryAlarms(
                stack,
                "machinery",
                new MachineryAlarmsProps(
                        verifier,
                        Map.of("activate", "arn:aws:states:us-west-2:123456789012:stateMachine:drlab-activate"),
                        "drlab-agent",
                        "drlab")));
        new SavedQueries(
                stack,
                "queries",
                new SavedQueriesProps("drlab", "/drlab/service", "/insights", "/aws/rds/postgresql", null));
        new Dashboard(
                stack,
                "dashboard",
                new DashboardProps(
                        "DR-Lab-Dashboard",
                        view("Primary", PRIMARY, TO_SECONDARY),
                        view("Secondary", SECONDARY, TO_PRIMARY),
                        SECONDARY,
                        VERIFIER,
                        300,
                        30,
                        null));
    }

    private static AlarmPlace region(
            TerraformStack stack, String region, TerraformProvider provider, ObjectReplication replication) {
        AlarmPlace place = place(stack, region, provider, Optional.of(KEY));
        note(new DatabaseAlarms(
                stack, region + "-database", new DatabaseAlarmsProps(place, "drlab-" + region, 300, 100, 4096)));
        note(new ServiceAlarms(
                stack,
                region + "-service",
                new ServiceAlarmsProps(place, "drlab", "drlab-service", "app/drlab/1", "targetgroup/drlab-data/2")));
        note(new ObjectReplicationAlarms(stack, region + "-objects", place, replication));
        return place;
    }

    private static AlarmPlace place(
            TerraformStack stack, String region, TerraformProvider provider, Optional<String> key) {
        AlarmTopic topic = new AlarmTopic(
                stack,
                region + "-topic",
                new AlarmTopicProps("drlab", ACCOUNT, Optional.of("on-call@example.org"), key, provider));
        return new AlarmPlace("drlab", region, topic.arn(), provider);
    }

    private static void note(AlarmGroup group) {
        ALARMED.addAll(group.alarmedMetrics());
    }

    private static RegionView view(String title, String region, ObjectReplication replication) {
        return new RegionView(
                title,
                region,
                "app/drlab/1",
                "targetgroup/drlab-data/2",
                "drlab",
                "drlab-service",
                "drlab-" + region,
                replication);
    }

    @Test
    void everyAlarmIsInTheRegionOfItsMetricsAndTellsATopicThere() {
        assertThat(ALARMED)
                .allSatisfy(alarmed -> assertThat(alarmed.metric().region()).isEqualTo(alarmed.alarmRegion()));
        assertThat(ALARMED.stream().map(AlarmedMetric::alarm).distinct())
                .containsExactlyInAnyOrderElementsOf(stack.all("aws_cloudwatch_metric_alarm").stream()
                        .map(alarm -> alarm.path("alarm_name").asText())
                        .toList());
        assertThat(alarm("drlab-us-east-1-no-writer").path("provider").asText()).isEqualTo("aws.global");
        assertThat(alarm("drlab-us-east-1-no-writer")
                        .path("alarm_actions")
                        .path(0)
                        .asText())
                .contains("us-east-1-topic");
        assertThat(alarm("drlab-ap-southeast-2-replica-lag").path("provider").asText())
                .isEqualTo("aws.primary");
    }

    @Test
    void theBudgetTellsOfTheForecastAndOfWhatIsSpent() {
        List<JsonNode> budgets = stack.all("aws_budgets_budget");
        assertThat(budgets).hasSize(1);
        JsonNode budget = budgets.get(0);
        assertThat(budget.path("limit_amount").asText()).isEqualTo("500");
        assertThat(budget.path("time_unit").asText()).isEqualTo("MONTHLY");
        List<String> told = new ArrayList<>();
        budget.path("notification")
                .forEach(each -> told.add(each.path("notification_type").asText() + " "
                        + each.path("threshold").asInt() + " "
                        + each.path("subscriber_email_addresses").path(0).asText()));
        assertThat(told)
                .as("a forecast needs weeks of usage, what is spent does not")
                .containsExactly("FORECASTED 80 a@example.com", "ACTUAL 80 a@example.com", "ACTUAL 100 a@example.com");
        assertThatIllegalArgumentException().isThrownBy(() -> new MonthlyBudgetProps("drlab", 0, "a@example.com"));
    }

    @Test
    void everyAlarmReportsAlsoThatItIsOver() {
        assertThat(stack.all("aws_cloudwatch_metric_alarm")).hasSize(26).allSatisfy(alarm -> {
            assertThat(alarm.path("alarm_actions")).hasSize(1);
            assertThat(alarm.path("ok_actions")).isEqualTo(alarm.path("alarm_actions"));
            assertThat(alarm.path("alarm_description").asText()).isNotBlank();
        });
    }

    @Test
    void bothRegionsHaveTheSameAlarmsOfDatabaseTasksAndBalancer() {
        for (String name : List.of(
                "replica-lag",
                "no-standby",
                "slot-lag",
                "free-storage",
                "task-count",
                "errors",
                "object-replication")) {
            JsonNode one = alarm("drlab-ap-southeast-2-" + name);
            JsonNode other = alarm("drlab-us-west-2-" + name);
            assertThat(one.path("threshold")).isEqualTo(other.path("threshold"));
            assertThat(one.path("treat_missing_data")).isEqualTo(other.path("treat_missing_data"));
        }
    }

    @Test
    void aWriterWithAStandbyAndAReplicaThatStreamsRaiseNothing() {
        assertThat(fires("no-standby", Map.of("slot", 0.0, "connections", 3.0))).isFalse();
        assertThat(fires("no-standby", Map.of("slot", 4096.0, "connections", 3.0)))
                .isFalse();
        assertThat(fires("no-standby", Map.of("lag", 0.0, "slot", -1.0, "connections", 1.0)))
                .isFalse();
        assertThat(fires("no-standby", Map.of("lag", 250.0, "connections", 0.0)))
                .isFalse();
        assertThat(alarm("drlab-us-west-2-replica-lag")
                        .path("treat_missing_data")
                        .asText())
                .isEqualTo("notBreaching");
    }

    @Test
    void aWriterAloneAndAReplicaWithoutItsSourceRaiseTheAlarmFor15Minutes() {
        assertThat(fires("no-standby", Map.of("connections", 3.0))).isTrue();
        assertThat(fires("no-standby", Map.of("slot", -1.0, "connections", 3.0)))
                .isTrue();
        assertThat(fires("no-standby", Map.of("lag", -1.0, "connections", 0.0))).isTrue();
        assertThat(seconds(alarm("drlab-us-west-2-no-standby"))).isEqualTo(15 * 60);
    }

    @Test
    void aDatabaseThatReportsNothingRaisesNoStandbyAlarm() {
        assertThat(fires("no-standby", Map.of())).isFalse();
    }

    @Test
    void theThresholdsFollowTheConfiguration() {
        assertThat(alarm("drlab-us-west-2-replica-lag").path("threshold").asDouble())
                .as("an idle replica's lag")
                .isEqualTo(360);
        assertThat(alarm("drlab-us-west-2-slot-lag").path("threshold").asDouble())
                .isEqualTo(0.8 * 4096 * 1024 * 1024);
        assertThat(alarm("drlab-us-west-2-free-storage").path("threshold").asDouble())
                .isEqualTo(20.0 * 1024 * 1024 * 1024);
        assertThat(alarm("drlab-us-west-2-free-storage")
                        .path("comparison_operator")
                        .asText())
                .isEqualTo("LessThanThreshold");
        assertThat(alarm("drlab-us-west-2-verifier-rpo").path("threshold").asDouble())
                .isEqualTo(300);
    }

    @Test
    void tooFewAndTooManyTasksRaiseTheAlarmAndSoDoesSilence() {
        assertThat(fires("task-count", Map.of("desired", 2.0, "running", 1.0))).isTrue();
        assertThat(fires("task-count", Map.of("desired", 1.0, "running", 2.0))).isTrue();
        assertThat(fires("task-count", Map.of("desired", 2.0, "running", 2.0))).isFalse();
        assertThat(fires("task-count", Map.of())).isTrue();
    }

    @Test
    void moreThanFivePercentErrorsRaiseTheAlarm() {
        assertThat(fires("errors", Map.of("requests", 1000.0, "targets", 60.0))).isTrue();
        assertThat(fires("errors", Map.of("requests", 1000.0, "targets", 40.0))).isFalse();
        assertThat(fires("errors", Map.of("requests", 1000.0, "targets", 30.0, "balancer", 30.0)))
                .isTrue();
        assertThat(fires("errors", Map.of("balancer", 5.0))).isTrue();
        assertThat(fires("errors", Map.of("requests", 10.0))).isFalse();
        assertThat(fires("errors", Map.of())).isFalse();
    }

    /**
     * CloudWatch evaluates every minute; a metric's value of a minute is there up to two minutes later. Until then FILL
     * gives its filling. Source: Amazon CloudWatch User Guide, "Using math expressions with CloudWatch metrics", FILL.
     */
    @Test
    void whatIsReportedLateRaisesTheAlarmsWithFillAllTheSame() {
        for (String metric : List.of("failed", "timedOut", "aborted")) {
            assertThat(everFires("activate-failed", List.of(Map.of(metric, 1.0)), Map.of(metric, 2)))
                    .as(metric)
                    .isTrue();
        }
        assertThat(everFires("activate-failed", List.of(), Map.of())).isFalse();
        Map<String, Double> bad = Map.of("requests", 1000.0, "targets", 60.0);
        assertThat(everFires("errors", Collections.nCopies(10, bad), Map.of("targets", 2)))
                .isTrue();
        assertThat(everFires("errors", Collections.nCopies(2, bad), Map.of())).isFalse();
    }

    /**
     * Two periods are what the alarm needs. CloudWatch takes real values of the periods before in place of missing ones: it
     * goes off two or three periods later. Source: Amazon CloudWatch User Guide, "Configuring how CloudWatch alarms treat
     * missing data".
     */
    @Test
    void aSilentVerifierRaisesTheAlarmAfterTwoOfItsPeriods() {
        JsonNode silent = alarm("drlab-us-west-2-verifier-silent");
        assertThat(silent.path("treat_missing_data").asText()).isEqualTo("breaching");
        assertThat(seconds(silent)).isEqualTo(2 * 5 * 60);
        assertThat(silent.path("dimensions").path("Project").asText()).isEqualTo("drlab");
    }

    @Test
    void oneRunThatMissedRaisesTheAlarmAndNoRunDoesNot() {
        JsonNode missed = alarm("drlab-us-west-2-verifier-missed");
        assertThat(missed.path("metric_name").asText()).isEqualTo("VerifierMissed");
        assertThat(missed.path("threshold").asDouble(-1)).isZero();
        assertThat(missed.path("comparison_operator").asText()).isEqualTo("GreaterThanThreshold");
        assertThat(missed.path("evaluation_periods").asInt()).isEqualTo(1);
        assertThat(missed.path("treat_missing_data").asText()).isEqualTo("notBreaching");
    }

    @Test
    void aStartThatWasGivenUpRaisesTheAlarmUntilItsMessageIsGone() {
        JsonNode failed = alarm("drlab-us-west-2-verifier-not-started");
        assertThat(failed.path("namespace").asText()).isEqualTo("AWS/SQS");
        assertThat(failed.path("metric_name").asText()).isEqualTo("ApproximateNumberOfMessagesVisible");
        assertThat(failed.path("dimensions").path("QueueName").asText()).isEqualTo("drlab-verifier-dead-letters");
        assertThat(failed.path("comparison_operator").asText()).isEqualTo("GreaterThanThreshold");
        assertThat(failed.path("threshold").asDouble()).isZero();
        assertThat(failed.path("treat_missing_data").asText()).isEqualTo("notBreaching");
    }

    @Test
    void healthAlarmsTakeTwoPeriodsAndTwoWritersAsLongAsAMoveIsSeen() {
        for (String name : List.of("primary-health", "no-writer")) {
            JsonNode alarm = alarm("drlab-us-east-1-" + name);
            assertThat(alarm.path("evaluation_periods").asInt()).isEqualTo(2);
            assertThat(alarm.path("treat_missing_data").asText()).isEqualTo("breaching");
            assertThat(alarm.path("comparison_operator").asText()).isEqualTo("LessThanThreshold");
        }
        JsonNode two = alarm("drlab-us-east-1-two-writers");
        assertThat(seconds(two)).isEqualTo(120);
        assertThat(two.path("statistic").asText()).as("both, all the time").isEqualTo("Minimum");
        assertThat(two.path("comparison_operator").asText()).isEqualTo("GreaterThanThreshold");
    }

    @Test
    void objectReplicationFailuresAreWatchedWhereTheSourceIs() {
        JsonNode dimensions = alarm("drlab-ap-southeast-2-object-replication").path("dimensions");
        assertThat(dimensions.path("SourceBucket").asText()).isEqualTo("bucket-a");
        assertThat(dimensions.path("RuleId").asText()).isEqualTo("all");
    }

    @Test
    void anAlarmOnAnotherRegionsMetricIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Synthesized.of(broken -> new ObjectReplicationAlarms(
                        broken, "x", new AlarmPlace("drlab", SECONDARY, "topic", null), TO_SECONDARY)))
                .withMessageContaining("us-west-2");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RoutingAlarmsProps(new AlarmPlace("drlab", SECONDARY, "topic", null), "a", "b", "c", 90))
                .withMessageContaining("us-east-1");
    }

    @Test
    void theDashboardShowsBothRegionsPartsSideBySide() {
        JsonNode widgets = widgets();
        for (String region : List.of(PRIMARY, SECONDARY)) {
            List<String> namespaces = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (JsonNode widget : widgets) {
                if (widget.path("properties").path("region").asText().equals(region)) {
                    widget.path("properties").path("metrics").forEach(line -> {
                        namespaces.add(line.path(0).asText());
                        names.add(line.path(1).asText());
                    });
                }
            }
            assertThat(namespaces)
                    .contains("AWS/ApplicationELB", "AWS/ECS", "ECS/ContainerInsights", "AWS/RDS", "AWS/S3");
            assertThat(names)
                    .contains("ReplicaLag", "DatabaseConnections", "CPUUtilization", "OperationsFailedReplication");
        }
        assertThat(widgets.findValuesAsText("x")).containsOnly("0", "12");
    }

    @Test
    void theDashboardsGraphsDoNotOverlap() {
        List<String> places = new ArrayList<>();
        widgets()
                .forEach(widget -> places.add(
                        widget.path("x").asText() + "," + widget.path("y").asText()));
        assertThat(places).hasSize(14).doesNotHaveDuplicates();
    }

    @Test
    void theDashboardMeasuresRpoAndRtoAgainstTheirTargets() {
        assertThat(target("RPO exposure against target")).isEqualTo(300);
        assertThat(target("RTO of activations against target")).isEqualTo(1800);
    }

    @Test
    void aMetricOfAnotherRegionIsFetchedFromThere() {
        JsonNode objects = widget("Primary (ap-southeast-2): objects to the other region");
        JsonNode latency = objects.path("metrics").path(0);
        assertThat(latency.path(1).asText()).isEqualTo("ReplicationLatency");
        assertThat(latency.path(latency.size() - 1).path("region").asText()).isEqualTo(SECONDARY);
    }

    @Test
    void onlyTheAccountsAlarmsPublishAndMessagesAreEncrypted() {
        assertThat(stack.all("aws_sns_topic_policy")).hasSize(3).allSatisfy(policy -> {
            JsonNode statement = Synthesized.parse(policy.path("policy").asText())
                    .path("Statement")
                    .path(0);
            assertThat(statement.path("Principal").path("Service").asText()).isEqualTo("cloudwatch.amazonaws.com");
            assertThat(statement
                            .path("Condition")
                            .path("StringEquals")
                            .path("aws:SourceAccount")
                            .asText())
                    .isEqualTo(ACCOUNT);
            assertThat(statement.path("Resource").asText()).startsWith("${aws_sns_topic.");
        });
        assertThat(stack.all("aws_sns_topic"))
                .extracting(topic -> topic.path("kms_master_key_id").asText())
                .containsExactlyInAnyOrder(KEY, KEY, "${aws_kms_key.us-east-1-topic_key_" + keySuffix() + ".arn}");
        assertThat(stack.only("aws_kms_key").path("policy").asText()).contains("cloudwatch.amazonaws.com");
        assertThat(stack.all("aws_sns_topic_subscription")).hasSize(3);
    }

    @Test
    void theTrailCoversAllRegionsAndItsFilesCanBeChecked() {
        JsonNode trail = stack.only("aws_cloudtrail");
        assertThat(trail.path("is_multi_region_trail").asBoolean()).isTrue();
        assertThat(trail.path("enable_log_file_validation").asBoolean()).isTrue();
        assertThat(trail.path("include_global_service_events").asBoolean()).isTrue();
        assertThat(trail.path("kms_key_id").asText()).isEqualTo(KEY);
    }

    /** Each reading of a Terraform state, each write to a control table, and every call to a control plane once. */
    @Test
    void theTrailRecordsWhoReadsAStateAndWhoWritesAControlTable() {
        assertThat(stack.only("aws_cloudtrail").path("event_selector"))
                .extracting(selector -> selector.path("read_write_type").asText() + " "
                        + selector.path("include_management_events").asBoolean() + " "
                        + selector.path("data_resource").path(0).path("type").asText() + " "
                        + selector.path("data_resource").path(0).path("values"))
                .containsExactly(
                        "All true AWS::S3::Object [\"arn:aws:s3:::state/\"]",
                        "WriteOnly false AWS::DynamoDB::Table"
                                + " [\"arn:aws:dynamodb:us-west-2:123456789012:table/control\"]");
    }

    @Test
    void theSavedQueriesLookAtTheirLogGroups() {
        assertThat(stack.all("aws_cloudwatch_query_definition"))
                .extracting(query -> query.path("name").asText() + " "
                        + query.path("log_group_names").path(0).asText())
                .containsExactlyInAnyOrder(
                        "drlab/balancer errors by status code /drlab/service",
                        "drlab/task health /insights",
                        "drlab/database connections per 5 min /aws/rds/postgresql");
    }

    private static String keySuffix() {
        String name = stack.resources().path("aws_kms_key").fieldNames().next();
        return name.substring(name.lastIndexOf('_') + 1);
    }

    private static JsonNode alarm(String name) {
        return stack.all("aws_cloudwatch_metric_alarm").stream()
                .filter(alarm -> alarm.path("alarm_name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    /** Whether a period with these data counts as over the threshold. */
    private static boolean fires(String name, Map<String, Double> data) {
        JsonNode alarm = alarm("drlab-us-west-2-" + name);
        for (JsonNode query : alarm.path("metric_query")) {
            if (query.path("return_data").asBoolean()) {
                return Expression.evaluate(query.path("expression").asText(), data)
                        .map(value -> value > alarm.path("threshold").asDouble())
                        .orElse(alarm.path("treat_missing_data").asText().equals("breaching"));
            }
        }
        throw new AssertionError(name + " has no expression");
    }

    /**
     * Whether the alarm goes off at one of the evaluations, minute by minute.
     *
     * @param data of the minutes, the first at 0
     * @param late minutes by which a metric's values are late
     */
    private static boolean everFires(String name, List<Map<String, Double>> data, Map<String, Integer> late) {
        JsonNode alarm = alarm("drlab-us-west-2-" + name);
        int periods = alarm.path("evaluation_periods").asInt();
        return IntStream.range(0, data.size() + 10).anyMatch(now -> {
            long over = IntStream.rangeClosed(now - periods + 1, now)
                    .filter(minute -> fires(name, known(data, minute, now, late)))
                    .count();
            return over >= alarm.path("datapoints_to_alarm").asInt();
        });
    }

    private static Map<String, Double> known(
            List<Map<String, Double>> data, int minute, int now, Map<String, Integer> late) {
        Map<String, Double> known = new HashMap<>();
        if (minute >= 0 && minute < data.size()) {
            known.putAll(data.get(minute));
        }
        known.keySet().removeIf(metric -> minute + late.getOrDefault(metric, 0) > now);
        return known;
    }

    /** How long it must be over the threshold until the alarm goes off. */
    private static int seconds(JsonNode alarm) {
        JsonNode period = alarm.has("period") ? alarm.path("period") : alarm.findValue("period");
        return alarm.path("evaluation_periods").asInt() * period.asInt();
    }

    private static JsonNode widgets() {
        return Synthesized.parse(stack.only("aws_cloudwatch_dashboard")
                        .path("dashboard_body")
                        .asText())
                .path("widgets");
    }

    private static JsonNode widget(String title) {
        for (JsonNode widget : widgets()) {
            if (widget.path("properties").path("title").asText().equals(title)) {
                return widget.path("properties");
            }
        }
        throw new AssertionError(title);
    }

    private static double target(String title) {
        return widget(title)
                .path("annotations")
                .path("horizontal")
                .path(0)
                .path("value")
                .asDouble();
    }
}
