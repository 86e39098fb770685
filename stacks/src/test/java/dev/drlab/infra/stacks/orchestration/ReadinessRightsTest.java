package dev.drlab.infra.stacks.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.infra.stacks.StackJson;
import dev.drlab.infra.stacks.Synthesis;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.iam.Policy;
import dev.drlab.infra.stacks.iam.Question;
import dev.drlab.readiness.check.Questions;
import dev.drlab.readiness.region.Right;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.lint.DefinitionActions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The readiness job has exactly the rights for its reads. The rights that it asks IAM about are the state machines'
 * rights.
 */
class ReadinessRightsTest {
    private static final StackJson STACK = Synthesis.plain().stack("RoutingAndDROrchestrationStack");
    private static final String ACCOUNT = Synthesis.plain().config().accountId();
    /** A right without an inline policy of its own: KMS checks it when DynamoDB decrypts. */
    private static final String DECRYPT = "kms:Decrypt";
    /** Replacement for a reference: only keys are referred to. */
    private static final String KEY = "arn:aws:kms:us-west-2:" + ACCOUNT + ":key/mrk-1";

    private static final String PEER_KEY = "arn:aws:kms:ap-southeast-2:" + ACCOUNT + ":key/mrk-1";

    /**
     * Actions of a service with a role outside of a move, and why no question is asked about them; by the action's
     * service.
     */
    private static final Map<String, String> OF_SERVICES = Map.of(
            "logs", "a move goes on without its log",
            "xray", "a move goes on without its trace",
            "ec2",
                    "Lambda has made the agent's interfaces before a move calls it; where it cannot, the function is"
                            + " not Active, which the check `agent` finds");

    /** Actions of a move without a question on that resource, and why; by action and the resource's prefix. */
    private static final Map<String, String> NOT_ASKED = Map.of(
            "rds:CreateDBInstanceReadReplica pg:default.postgres",
                    "the version in its name is not in the runbook, and the same statement names the database, too",
            "rds:CreateDBInstanceReadReplica og:default:postgres-",
                    "the version in its name is not in the runbook, and the same statement names the database, too");

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

    /** A question that the deployed role cannot answer with yes would make every region not ready. */
    @ParameterizedTest
    @CsvSource({
        "PrimaryDROrchestrationStack, activate", "PrimaryDROrchestrationStack, reprotect",
        "RoutingAndDROrchestrationStack, activate", "RoutingAndDROrchestrationStack, reprotect"
    })
    void whatItAsksAboutTheMachinesTheyHave(String stack, String verb) {
        StackJson json = Synthesis.plain().stack(stack);
        Policy policy = policyOf(json, verb, "definition");
        assertThat(questions(json, KEY).ofMachine(Definition.shipped(verb)))
                .filteredOn(asked -> !Policy.allow(List.of(policy), question(asked)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PrimaryDROrchestrationStack", "RoutingAndDROrchestrationStack"})
    void whatItAsksAboutTheAgentItHas(String stack) {
        StackJson json = Synthesis.plain().stack(stack);
        assertThat(questions(json, KEY).ofAgent())
                .filteredOn(asked -> !Policy.allow(List.of(policyOf(json, "agent", "agent")), question(asked)))
                .isEmpty();
    }

    /**
     * Without a question about a right, its loss would go unnoticed, and the region would be ready until a move fails.
     */
    @Test
    void whatMachinesAndAgentHaveIsAskedAboutOrSaysWhyNot() {
        Reach reach = new Reach(Names.of(Synthesis.plain().config()), Role.SECONDARY, KEY, PEER_KEY);
        Questions questions = questions(STACK, PEER_KEY);
        Set<Grant> ofServices = Stream.concat(
                        AgentGrants.ofTheRuntime(reach, "agent").stream(), DependentGrants.always(reach))
                .collect(Collectors.toSet());
        Set<String> unasked = new TreeSet<>();
        for (Definition definition : ShippedDefinitions.all()) {
            SortedSet<String> actions = DefinitionActions.of(definition);
            List<Grant> grants = new ArrayList<>(DefinitionGrants.of(actions, reach));
            grants.addAll(DependentGrants.of(actions, reach));
            unasked.addAll(unasked(grants, ofServices, questions.ofMachine(definition)));
        }
        unasked.addAll(unasked(AgentGrants.of(reach, PEER_KEY, true), ofServices, questions.ofAgent()));
        assertThat(unasked).isEqualTo(new TreeSet<>(NOT_ASKED.keySet()));
        assertThat(ofServices)
                .extracting(grant -> grant.action().split(":")[0])
                .containsOnly(OF_SERVICES.keySet().toArray(String[]::new));
    }

    /** Action and resource of rights without a question; those of {@link #NOT_ASKED} under the name there. */
    private static List<String> unasked(
            List<Grant> grants, Set<Grant> ofServices, List<dev.drlab.readiness.check.Question> asked) {
        List<String> unasked = new ArrayList<>();
        for (Grant grant : grants) {
            for (String resource : ofServices.contains(grant) ? List.<String>of() : grant.resources()) {
                Grant alone = new Grant(grant.action(), List.of(resource), grant.conditions(), grant.reason());
                Policy policy = Policy.parse(grant.action(), Grant.policy(List.of(alone)));
                if (asked.stream().noneMatch(each -> Policy.allow(List.of(policy), question(each)))) {
                    String name =
                            grant.action() + " " + resource.replaceFirst("arn:aws:[a-z0-9-]+:[a-z0-9-]+:\\d+:", "");
                    unasked.add(NOT_ASKED.keySet().stream()
                            .filter(name::startsWith)
                            .findFirst()
                            .orElse(name));
                }
            }
        }
        return unasked;
    }

    @Test
    void theAlarmWatchesTheMetricThatTheJobPublishes() {
        JsonNode alarm = Synthesis.plain().stack("ObservabilityStack").resources("aws_cloudwatch_metric_alarm").stream()
                .map(StackJson.Block::body)
                .filter(body -> body.path("alarm_name").asText().endsWith("-not-ready"))
                .findFirst()
                .orElseThrow();
        assertThat(alarm.path("metric_name").asText()).isEqualTo(CustomMetric.READY.label());
        assertThat(alarm.path("treat_missing_data").asText()).isEqualTo("breaching");
        assertThat(alarm.path("period").asInt()).isEqualTo(60 * ReadinessJob.PERIOD_MINUTES);
        assertThat(alarm.path("dimensions").path("Project").asText()).isEqualTo("drlab");
    }

    private static Question question(dev.drlab.readiness.check.Question asked) {
        Question question = Question.of(asked.action(), asked.resource());
        for (Map.Entry<String, String> entry : asked.context().entrySet()) {
            question = question.with(entry.getKey(), entry.getValue());
        }
        return question;
    }

    /** The questions for the stack's region; its own key is {@link #KEY}. */
    private static Questions questions(StackJson stack, String peerKey) {
        StackJson peer = Synthesis.plain()
                .stack(
                        stack.name().equals(STACK.name())
                                ? "PrimaryDROrchestrationStack"
                                : "RoutingAndDROrchestrationStack");
        return new Questions(runbook(stack, KEY), runbook(peer, peerKey), "drlab");
    }

    /** The runbook with the reference replaced by that key. */
    private static Runbook runbook(StackJson stack, String key) {
        String text = stack.resources("aws_ssm_parameter").stream()
                .map(StackJson.Block::body)
                .filter(body -> body.path("name").asText().equals(Runbook.PARAMETER))
                .findFirst()
                .orElseThrow()
                .path("insecure_value")
                .asText();
        String reference = Runbook.parse(text)
                .object(RunbookField.REPLICA)
                .path("KmsKeyId")
                .asText();
        return Runbook.parse(text.replace(reference, key));
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
