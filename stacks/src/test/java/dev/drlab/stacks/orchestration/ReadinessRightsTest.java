package dev.drlab.stacks.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.observability.alarm.ReadinessAlarm;
import dev.drlab.readiness.check.Questions;
import dev.drlab.readiness.region.Right;
import dev.drlab.stacks.StackJson;
import dev.drlab.stacks.Synthesis;
import dev.drlab.stacks.iam.Policy;
import dev.drlab.stacks.iam.Question;
import dev.drlab.statemachine.Definition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The look at readiness may read what it reads, and nothing else; and what it asks IAM about the machines is what they have. */
class ReadinessRightsTest {
    private static final StackJson STACK = Synthesis.plain().stack("RoutingAndDROrchestrationStack");
    private static final String ACCOUNT = Synthesis.plain().config().accountId();
    /** What a role has without an inline policy of its own: KMS asks it when DynamoDB decrypts. */
    private static final String DECRYPT = "kms:Decrypt";
    /** What a reference stands for: only keys are referred to. */
    private static final String KEY = "arn:aws:kms:us-west-2:" + ACCOUNT + ":key/mrk-1";

    @Test
    void itsReadsAreExactlyTheRightsOfItsChecks() {
        Set<String> expected = new TreeSet<>(List.of(DECRYPT));
        Arrays.stream(Right.values()).map(Right::action).forEach(expected::add);
        assertThat(new TreeSet<>(policy("readiness", "reads").allowedActions())).isEqualTo(expected);
    }

    @Test
    void noneOfItsRightsChangesAnythingButItsMetricAndItsLog() {
        assertThat(policy("readiness", "reads").allowedActions())
                .allMatch(
                        action -> action.equals(DECRYPT) || action.matches("[a-z-]+:(Get|Describe|List|Simulate)\\w+"));
        Set<String> runtime = new TreeSet<>(policy("readiness", "runtime").allowedActions());
        runtime.removeIf(action -> action.startsWith("ec2:") || action.startsWith("xray:"));
        assertThat(runtime).containsExactly("cloudwatch:PutMetricData", "logs:CreateLogStream", "logs:PutLogEvents");
    }

    static Stream<Arguments> reads() {
        return Stream.of("ap-southeast-2", "us-west-2")
                .flatMap(region -> Stream.of(
                        "ssm:GetParameter " + arn("ssm", region, "parameter" + Runbook.PARAMETER),
                        "dynamodb:GetItem " + arn("dynamodb", region, "table/drlab-control"),
                        "rds:DescribeDBInstances " + arn("rds", region, "db:drlab-" + region),
                        "rds:DescribeDBParameters " + arn("rds", region, "pg:drlab-" + region + "-postgres17"),
                        "rds:DescribeDBParameters " + arn("rds", region, "pg:default.postgres17"),
                        "ecs:DescribeServices " + arn("ecs", region, "service/drlab/drlab-service"),
                        "ecs:DescribeTaskDefinition *",
                        "ecr:DescribeImages " + arn("ecr", region, "repository/drlab/service"),
                        "secretsmanager:DescribeSecret "
                                + arn("secretsmanager", region, "secret:drlab/database-AbCdEf"),
                        "secretsmanager:DescribeSecret " + arn("secretsmanager", region, "secret:drlab/writer-AbCdEf"),
                        "sns:ListSubscriptionsByTopic " + arn("sns", region, "drlab"),
                        "states:DescribeStateMachine " + arn("states", region, "stateMachine:drlab-activate"),
                        "states:DescribeStateMachine " + arn("states", region, "stateMachine:drlab-reprotect"),
                        "lambda:GetFunctionConfiguration " + arn("lambda", region, "function:drlab-agent"),
                        "acm:DescribeCertificate " + arn("acm", region, "certificate/1-2-3")))
                .map(text -> Arguments.of(text.split(" ")[0], text.split(" ")[1]));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void itMayReadWhatEitherRegionHas(String action, String resource) {
        assertThat(Policy.allow(List.of(policy("readiness", "reads")), Question.of(action, resource)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "primary-activate",
        "primary-reprotect",
        "primary-agent",
        "secondary-activate",
        "secondary-reprotect",
        "secondary-agent"
    })
    void itMayAskIamAboutTheRolesOfTheMachines(String role) {
        assertThat(Policy.allow(
                        List.of(policy("readiness", "reads")),
                        Question.of("iam:SimulatePrincipalPolicy", "arn:aws:iam::" + ACCOUNT + ":role/drlab-" + role)))
                .isTrue();
    }

    /** A question that the deployed role cannot answer with yes would make every region unready. */
    @ParameterizedTest
    @CsvSource({
        "PrimaryDROrchestrationStack, activate", "PrimaryDROrchestrationStack, reprotect",
        "RoutingAndDROrchestrationStack, activate", "RoutingAndDROrchestrationStack, reprotect"
    })
    void whatItAsksAboutTheMachinesTheyHave(String stack, String verb) {
        StackJson json = Synthesis.plain().stack(stack);
        Policy policy = policyOf(json, verb, "definition");
        assertThat(new Questions(runbook(json), "drlab").ofMachine(Definition.shipped(verb)))
                .filteredOn(asked -> !Policy.allow(List.of(policy), question(asked)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PrimaryDROrchestrationStack", "RoutingAndDROrchestrationStack"})
    void whatItAsksAboutTheAgentItHas(String stack) {
        StackJson json = Synthesis.plain().stack(stack);
        assertThat(new Questions(runbook(json), "drlab").ofAgent())
                .filteredOn(asked -> !Policy.allow(List.of(policyOf(json, "agent", "agent")), question(asked)))
                .isEmpty();
    }

    @Test
    void theAlarmWatchesTheMetricThatTheJobPublishes() {
        assertThat(ReadinessAlarm.METRIC).isEqualTo("ready");
        JsonNode alarm = Synthesis.plain().stack("ObservabilityStack").resources("aws_cloudwatch_metric_alarm").stream()
                .map(StackJson.Block::body)
                .filter(body -> body.path("alarm_name").asText().endsWith("-not-ready"))
                .findFirst()
                .orElseThrow();
        assertThat(alarm.path("treat_missing_data").asText()).isEqualTo("breaching");
        assertThat(alarm.path("period").asInt()).isEqualTo(60 * ReadinessJob.PERIOD_MINUTES);
        assertThat(alarm.path("dimensions").path("Project").asText()).isEqualTo("drlab");
    }

    /** A reference becomes the key that it is in the policy, too. */
    private static Question question(dev.drlab.readiness.check.Question asked) {
        Question question = Question.of(asked.action(), asked.resource().startsWith("${") ? KEY : asked.resource());
        for (Map.Entry<String, String> entry : asked.context().entrySet()) {
            question = question.with(entry.getKey(), entry.getValue());
        }
        return question;
    }

    private static Runbook runbook(StackJson stack) {
        return Runbook.parse(stack.resources("aws_ssm_parameter").stream()
                .map(StackJson.Block::body)
                .filter(body -> body.path("name").asText().equals(Runbook.PARAMETER))
                .findFirst()
                .orElseThrow()
                .path("insecure_value")
                .asText());
    }

    private static Policy policy(String role, String name) {
        return policyOf(STACK, role, name);
    }

    private static Policy policyOf(StackJson stack, String role, String name) {
        String document = stack.resources("aws_iam_role_policy").stream()
                .map(StackJson.Block::body)
                .filter(body -> body.path("role").asText().contains("aws_iam_role.orchestration_" + role + "_role"))
                .filter(body -> body.path("name").asText().equals(name))
                .map(body -> body.path("policy").asText())
                .findFirst()
                .orElseThrow();
        return Policy.parse(role, Synthesis.policy(document).toString().replace("\"reference\"", "\"" + KEY + "\""));
    }

    private static String arn(String service, String region, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }
}
