package dev.drlab.infra.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.runbook.ClientConnections;
import dev.drlab.infra.synthesized.Synthesized;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ComputeTest {
    private static final String CERTIFICATE = "arn:aws:acm:us-west-2:111122223333:certificate/1";

    private static Synthesized plain;
    private static Synthesized tls;

    @BeforeAll
    static void synthesize() {
        plain = Synthesized.of(stack -> Example.region(stack, Optional.empty(), false));
        tls = Synthesized.of(stack -> Example.region(stack, Optional.of(CERTIFICATE), true));
    }

    @Test
    void thePublicReachesTheServicesPublicPathsAndNothingElse() {
        for (Listener listener : List.of(new Listener(plain, 80), new Listener(tls, 443))) {
            assertThat(List.of("/healthz", "/active", "/items", "/items/17", "/objects/a/b"))
                    .allSatisfy(path -> assertThat(listener.actionFor(path)).isEqualTo("forward"));
            assertThat(List.of("/dbcheck", "/metrics", "/", "/itemsx", "/healthz/", "/active/x", "/objects"))
                    .allSatisfy(path -> assertThat(listener.actionFor(path)).isEqualTo("404"));
        }
    }

    @Test
    void aPathThatClimbsOutOfAPublicOneIsRefused() {
        Listener listener = new Listener(tls, 443);
        assertThat(List.of("/items/../metrics", "/objects/../dbcheck", "/items/x/../../metrics", "/items/.."))
                .allSatisfy(path -> assertThat(listener.actionFor(path)).isEqualTo("404"));
        assertThat(listener.actionFor("/objects/a..b")).isEqualTo("forward");
    }

    @Test
    void withACertificateHttpOnlyRedirects() {
        Listener http = new Listener(tls, 80);
        assertThat(List.of("/healthz", "/items", "/metrics"))
                .allSatisfy(path -> assertThat(http.actionFor(path)).isEqualTo("redirect"));
        JsonNode https = listener(tls, 443);
        assertThat(https.path("protocol").asText()).isEqualTo("HTTPS");
        assertThat(https.path("ssl_policy").asText()).isEqualTo("ELBSecurityPolicy-TLS13-1-2-2021-06");
        assertThat(https.path("certificate_arn").asText()).isEqualTo(CERTIFICATE);
    }

    @Test
    void withoutACertificateThereIsNoTlsListener() {
        assertThat(plain.only("aws_lb_listener").path("protocol").asText()).isEqualTo("HTTP");
    }

    @Test
    void theBalancerIsProtectedLoggedAndStrictAboutHeaders() {
        JsonNode balancer = plain.only("aws_lb");
        assertThat(balancer.path("enable_deletion_protection").asBoolean()).isTrue();
        assertThat(balancer.path("drop_invalid_header_fields").asBoolean()).isTrue();
        assertThat(balancer.path("access_logs").path("enabled").asBoolean()).isTrue();
        assertThat(balancer.path("access_logs").path("bucket").asText()).isEqualTo("drlab-111122223333-us-west-2-logs");
        assertThat(balancer.path("client_keep_alive").asInt())
                .as("reprotect waits for the end of these connections")
                .isEqualTo(ClientConnections.KEPT_SECONDS);
        assertThat(balancer.path("idle_timeout").asInt())
                .as("below the 75 s of the service's WebServer, or requests meet closing connections")
                .isEqualTo(60);
    }

    @Test
    void targetsAreJudgedByTheProcessAndNotByTheDatabase() {
        assertThat(plain.all("aws_lb_target_group")).hasSize(2).allSatisfy(group -> {
            JsonNode check = group.path("health_check");
            assertThat(check.path("path").asText()).isEqualTo("/healthz");
            assertThat(check.path("matcher").asText()).isEqualTo("200");
            assertThat(check.path("timeout").asInt())
                    .isLessThan(check.path("interval").asInt());
        });
    }

    @Test
    void healthCheckersRequestsCountInAnotherTargetGroupThanItems() {
        assertThat(targetOf("/active")).isNotEqualTo(targetOf("/items"));
        assertThat(targetOf("/healthz")).isEqualTo(targetOf("/active"));
        assertThat(plain.only("aws_ecs_service").path("load_balancer").findValuesAsText("target_group_arn"))
                .containsExactlyInAnyOrder(targetOf("/active"), targetOf("/items"));
    }

    private static String targetOf(String path) {
        return plain.all("aws_lb_listener_rule").stream()
                .filter(rule -> texts(rule.path("condition")
                                .path(0)
                                .path("path_pattern")
                                .path("values"))
                        .contains(path))
                .map(rule ->
                        rule.path("action").path(0).path("target_group_arn").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void terraformOwnsTheTaskDefinitionButNotTheNumberOfTasks() {
        JsonNode service = plain.only("aws_ecs_service");
        assertThat(texts(service.path("lifecycle").path("ignore_changes"))).containsExactly("desired_count");
        JsonNode target = plain.only("aws_appautoscaling_target");
        assertThat(texts(target.path("lifecycle").path("ignore_changes")))
                .containsExactlyInAnyOrder("min_capacity", "max_capacity");
        assertThat(target.path("max_capacity").asInt()).isEqualTo(4);
    }

    @Test
    void aDeploymentThatFailsIsRolledBackToARevisionThatStillExists() {
        JsonNode service = plain.only("aws_ecs_service");
        assertThat(service.path("deployment_circuit_breaker").path("enable").asBoolean())
                .isTrue();
        assertThat(service.path("deployment_circuit_breaker").path("rollback").asBoolean())
                .isTrue();
        assertThat(service.path("deployment_minimum_healthy_percent").asInt()).isEqualTo(100);
        assertThat(plain.all("aws_ecs_task_definition"))
                .allSatisfy(task ->
                        assertThat(task.path("skip_destroy").asBoolean()).isTrue());
    }

    @Test
    void tasksHaveNoPublicAddressAndWaitForTheBalancersRules() {
        JsonNode service = plain.only("aws_ecs_service");
        assertThat(service.path("network_configuration")
                        .path("assign_public_ip")
                        .asBoolean(true))
                .isFalse();
        assertThat(texts(service.path("depends_on")))
                .hasSize(2)
                .allMatch(dependency -> dependency.startsWith("aws_lb_listener_rule."));
    }

    @Test
    void aServiceTaskHasTheVariablesThatTheServiceAsksFor() {
        JsonNode container = container("drlab-service");
        assertThat(pairs(container.path("environment"), "value"))
                .containsEntry("DRLAB_REGION", "us-west-2")
                .containsEntry("DRLAB_PEER_REGION", "ap-southeast-2")
                .containsEntry("DRLAB_PORT", "8080")
                .containsEntry("DRLAB_POOL_SIZE", "20")
                .containsKeys("DRLAB_DB_URL", "DRLAB_CONTROL_TABLE", "DRLAB_PEER_URL");
        assertThat(pairs(container.path("secrets"), "valueFrom"))
                .containsOnly(
                        Map.entry("DRLAB_DB_WRITER_PASSWORD", Example.SECRET + ":writerPassword::"),
                        Map.entry("DRLAB_DB_READER_PASSWORD", Example.SECRET + ":readerPassword::"),
                        Map.entry("DRLAB_FORWARD_SECRET", Example.SECRET + ":forwardSecret::"));
        assertThat(container.path("portMappings").path(0).path("containerPort").asInt())
                .isEqualTo(8080);
        assertThat(container("drlab-verifier").has("portMappings")).isFalse();
    }

    @Test
    void aTaskDoesNotStopBecauseItsLogCannotBeWritten() {
        for (String name : List.of("drlab-service", "drlab-verifier")) {
            JsonNode logs = container(name).path("logConfiguration");
            assertThat(logs.path("options").path("mode").asText()).isEqualTo("non-blocking");
            assertThat(logs.path("options").path("awslogs-group").asText()).startsWith("${aws_cloudwatch_log_group.");
        }
    }

    @Test
    void everyLogGroupHasAKeyAndARetention() {
        assertThat(plain.all("aws_cloudwatch_log_group")).hasSize(3).allSatisfy(group -> {
            assertThat(group.path("kms_key_id").asText()).isEqualTo(Example.KEY);
            assertThat(group.path("retention_in_days").asInt()).isEqualTo(30);
        });
    }

    @Test
    void containerInsightsAreOn() {
        JsonNode setting = plain.only("aws_ecs_cluster").path("setting").path(0);
        assertThat(setting.path("name").asText()).isEqualTo("containerInsights");
        assertThat(setting.path("value").asText()).isEqualTo("enabled");
    }

    @Test
    void theServiceChangesOnlyItsOwnRegionsRecord() {
        assertThat(statementsOf("drlab-us-west-2-service", "dynamodb:"))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(statement
                                .at("/Condition/ForAllValues:StringEquals/dynamodb:LeadingKeys")
                                .asText())
                        .isEqualTo("authority"));
        assertThat(resourcesOf("drlab-us-west-2-service", "dynamodb:UpdateItem"))
                .containsExactly(Example.TABLE);
        assertThat(resourcesOf("drlab-us-west-2-service", "dynamodb:GetItem"))
                .containsExactlyInAnyOrder(Example.TABLE, Example.PEER_TABLE);
        assertThat(actionsOf("drlab-us-west-2-service"))
                .containsExactlyInAnyOrder(
                        "dynamodb:GetItem",
                        "dynamodb:UpdateItem",
                        "dynamodb:GetItem",
                        "s3:GetObject",
                        "s3:PutObject",
                        "s3:ListBucket",
                        "kms:Decrypt",
                        "kms:GenerateDataKey",
                        "kms:Decrypt");
    }

    @Test
    void anExecutionRoleReachesOnlyItsImageSecretKeyAndLog() {
        String role = "drlab-us-west-2-service-execution";
        assertThat(resourcesOf(role, "ecr:BatchGetImage")).containsExactly(Example.REPOSITORY);
        assertThat(resourcesOf(role, "secretsmanager:GetSecretValue")).containsExactly(Example.SECRET);
        assertThat(resourcesOf(role, "kms:Decrypt")).containsExactly(Example.KEY);
        assertThat(resourcesOf(role, "logs:PutLogEvents"))
                .singleElement()
                .satisfies(arn -> assertThat(arn).endsWith(".arn}:*").contains("service-logs"));
    }

    @Test
    void onlyActionsThatKnowNoResourceHaveNone() {
        List<String> withoutResource = new ArrayList<>();
        for (JsonNode policy : plain.all("aws_iam_role_policy")) {
            for (JsonNode statement :
                    Synthesized.parse(policy.path("policy").asText()).path("Statement")) {
                if (texts(statement.path("Resource")).contains("*")) {
                    withoutResource.addAll(texts(statement.path("Action")));
                }
            }
        }
        assertThat(withoutResource).hasSize(3).containsOnly("ecr:GetAuthorizationToken", "cloudwatch:PutMetricData");
    }

    @Test
    void theVerifiersMetricsStayInItsNamespace() {
        JsonNode statement = statement("drlab-verifier", "cloudwatch:PutMetricData");
        assertThat(texts(statement.path("Condition").path("StringEquals").path("cloudwatch:namespace")))
                .containsExactly("drlab");
        assertThat(resourcesOf("drlab-verifier", "s3:PutObject")).containsExactly(Example.BUCKET + "/ledger/*");
    }

    @Test
    void theVerifierRunsOnlyWhenCanariesAreEnabled() {
        assertThat(plain.only("aws_scheduler_schedule").path("state").asText()).isEqualTo("DISABLED");
        assertThat(tls.only("aws_scheduler_schedule").path("state").asText()).isEqualTo("ENABLED");
        assertThat(tls.only("aws_scheduler_schedule")
                        .path("schedule_expression")
                        .asText())
                .isEqualTo("rate(5 minutes)");
    }

    @Test
    void theScheduleStartsOneRevisionAndPassesTwoRoles() {
        String role = "drlab-verifier-schedule";
        String task = "${aws_ecs_task_definition.verifier-task_definition_";
        assertThat(resourcesOf(role, "ecs:RunTask"))
                .singleElement()
                .satisfies(arn -> assertThat(arn).startsWith(task).endsWith(".arn}"));
        assertThat(texts(statement(role, "ecs:RunTask")
                        .path("Condition")
                        .path("ArnEquals")
                        .path("ecs:cluster")))
                .singleElement()
                .satisfies(arn -> assertThat(arn).startsWith("${aws_ecs_cluster."));
        assertThat(resourcesOf(role, "iam:PassRole"))
                .hasSize(2)
                .allMatch(arn -> arn.startsWith("${aws_iam_role.verifier-"));
        JsonNode target = plain.only("aws_scheduler_schedule").path("target");
        assertThat(target.path("dead_letter_config").path("arn").asText()).startsWith("${aws_sqs_queue.");
        assertThat(target.path("ecs_parameters").path("task_definition_arn").asText())
                .startsWith(task);
    }

    /** Default tags of a provider reach a task definition, not what is started from it. */
    @Test
    void theScheduledTaskHasTheTagsOfItsDefinition() {
        assertThat(plain.only("aws_scheduler_schedule")
                        .path("target")
                        .path("ecs_parameters")
                        .path("propagate_tags")
                        .asText())
                .isEqualTo("TASK_DEFINITION");
        String role = "drlab-verifier-schedule";
        assertThat(resourcesOf(role, "ecs:TagResource")).containsExactly("arn:aws:ecs:*:111122223333:task/*");
        assertThat(texts(statement(role, "ecs:TagResource")
                        .path("Condition")
                        .path("StringEquals")
                        .path("ecs:CreateAction")))
                .containsExactly("RunTask");
    }

    @Test
    void rolesAreAssumedOnlyByTheServiceTheyAreForAndFromThisAccount() {
        assertThat(plain.all("aws_iam_role")).hasSize(5).allSatisfy(role -> {
            JsonNode statement = Synthesized.parse(
                            role.path("assume_role_policy").asText())
                    .path("Statement")
                    .path(0);
            assertThat(statement.path("Principal").path("Service").asText())
                    .isIn("ecs-tasks.amazonaws.com", "scheduler.amazonaws.com");
            assertThat(texts(statement.path("Condition").path("StringEquals").path("aws:SourceAccount")))
                    .containsExactly("111122223333");
        });
    }

    private static JsonNode listener(Synthesized stack, int port) {
        return stack.all("aws_lb_listener").stream()
                .filter(listener -> listener.path("port").asInt() == port)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode container(String family) {
        return plain.all("aws_ecs_task_definition").stream()
                .filter(task -> task.path("family").asText().equals(family))
                .map(task -> Synthesized.parse(
                                task.path("container_definitions").asText())
                        .path(0))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode statements(String role) {
        return plain.all("aws_iam_role_policy").stream()
                .filter(policy -> policy.path("name").asText().equals(role))
                .map(policy -> Synthesized.parse(policy.path("policy").asText()).path("Statement"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode statement(String role, String action) {
        for (JsonNode statement : statements(role)) {
            if (texts(statement.path("Action")).contains(action)) {
                return statement;
            }
        }
        throw new AssertionError(role + " has no " + action);
    }

    /** Statements with an action of the service. */
    private static List<JsonNode> statementsOf(String role, String service) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode statement : statements(role)) {
            if (texts(statement.path("Action")).stream().anyMatch(action -> action.startsWith(service))) {
                found.add(statement);
            }
        }
        return found;
    }

    private static List<String> resourcesOf(String role, String action) {
        List<String> resources = new ArrayList<>();
        for (JsonNode statement : statements(role)) {
            if (texts(statement.path("Action")).contains(action)) {
                resources.addAll(texts(statement.path("Resource")));
            }
        }
        return resources;
    }

    private static List<String> actionsOf(String role) {
        List<String> actions = new ArrayList<>();
        statements(role).forEach(statement -> actions.addAll(texts(statement.path("Action"))));
        return actions;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static Map<String, String> pairs(JsonNode variables, String field) {
        Map<String, String> pairs = new TreeMap<>();
        variables.forEach(variable ->
                pairs.put(variable.path("name").asText(), variable.path(field).asText()));
        return pairs;
    }
}
