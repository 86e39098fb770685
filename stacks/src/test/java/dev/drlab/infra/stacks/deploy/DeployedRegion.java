package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.stacks.iam.Caller;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One deployed region: the role and the environment of each program. */
final class DeployedRegion {
    private static final String SOURCE_ACCOUNT = "aws:SourceAccount";
    private static final String SOURCE_ARN = "aws:SourceArn";
    private static final String RUNBOOK = "/drlab/runbook";
    private static final String MFA = "aws:MultiFactorAuthPresent";

    private final EmulatedCloud cloud;
    private final Enforcement rights;
    private final String region;

    DeployedRegion(EmulatedCloud cloud, Enforcement rights, String region) {
        this.cloud = cloud;
        this.rights = rights;
        this.region = region;
    }

    String name() {
        return region;
    }

    /** A session of a state machine's role, as Step Functions assumes it. */
    Session machine(String verb) throws IOException, InterruptedException {
        return rights.assume(
                role(machineDescription(verb).path("roleArn")),
                region,
                Caller.service("states.amazonaws.com"),
                Map.of(SOURCE_ACCOUNT, AwsRequest.ACCOUNT, SOURCE_ARN, machineArn(verb)));
    }

    String machineArn(String verb) {
        return "arn:aws:states:" + region + ":" + AwsRequest.ACCOUNT + ":stateMachine:drlab-" + verb;
    }

    private ObjectNode machineDescription(String verb) throws IOException, InterruptedException {
        return cloud.json(
                region,
                "states",
                "AWSStepFunctions.DescribeStateMachine",
                Json.MAPPER.createObjectNode().put("stateMachineArn", machineArn(verb)));
    }

    /** A session of a function's role, as Lambda assumes it. */
    Session function(String name) throws IOException, InterruptedException {
        return rights.assume(
                role(description(name).path("Role")),
                region,
                Caller.service("lambda.amazonaws.com"),
                Map.of(SOURCE_ACCOUNT, AwsRequest.ACCOUNT));
    }

    /** A function's deployed environment. */
    Map<String, String> functionEnvironment(String name) throws IOException, InterruptedException {
        return texts(description(name).path("Environment").path("Variables"));
    }

    /** The class of a function's handler. */
    String handler(String name) throws IOException, InterruptedException {
        return description(name).path("Handler").asText();
    }

    private JsonNode description(String function) throws IOException, InterruptedException {
        return cloud.get(region, "lambda", "/2015-03-31/functions/" + function + "/configuration");
    }

    /** A session of a task's role, as ECS assumes it. */
    Session task(String family) throws IOException, InterruptedException {
        return rights.assume(
                role(taskDefinition(family).path("taskRoleArn")),
                region,
                Caller.service("ecs-tasks.amazonaws.com"),
                Map.of(
                        SOURCE_ACCOUNT,
                        AwsRequest.ACCOUNT,
                        SOURCE_ARN,
                        "arn:aws:ecs:" + region + ":" + AwsRequest.ACCOUNT + ":task/drlab/0"));
    }

    /** The deployed environment of the task's container, without the secrets. */
    Map<String, String> taskEnvironment(String family) throws IOException, InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>();
        taskDefinition(family)
                .path("containerDefinitions")
                .path(0)
                .path("environment")
                .forEach(each -> variables.put(
                        each.path("name").asText(), each.path("value").asText()));
        return variables;
    }

    private JsonNode taskDefinition(String family) throws IOException, InterruptedException {
        return ecs("DescribeTaskDefinition", Json.MAPPER.createObjectNode().put("taskDefinition", family))
                .path("taskDefinition");
    }

    private ObjectNode ecs(String action, ObjectNode body) throws IOException, InterruptedException {
        return cloud.json(region, "ecs", "AmazonEC2ContainerServiceV20141113." + action, body);
    }

    /**
     * A session of the operator's role for a user of the account.
     *
     * @param mfa value of the MFA key in the user's own session; empty: the key is absent
     */
    Session operator(String role, String mfa) throws IOException, InterruptedException {
        return rights.assume(
                role,
                region,
                Caller.principal(AwsRequest.ACCOUNT, "arn:aws:iam::" + AwsRequest.ACCOUNT + ":user/operator"),
                Map.of(MFA, mfa, "aws:PrincipalArn", "arn:aws:iam::" + AwsRequest.ACCOUNT + ":user/operator"));
    }

    /**
     * Adapts the runbook to servers that are not RDS's.
     *
     * @param times replaces waits that take minutes on AWS
     * @param superuser name of the superuser, which RDS does not offer
     */
    void adapt(Map<String, Integer> times, String superuser) throws IOException, InterruptedException {
        ObjectNode runbook = Json.object(runbook());
        times.forEach(runbook::put);
        runbook.withArray("unfencedRoles").addObject().put("role", superuser).put("reason", "is rdsadmin on RDS");
        putRunbook(runbook.toString());
    }

    /** Replaces the runbook. */
    void putRunbook(String text) throws IOException, InterruptedException {
        cloud.json(
                region,
                "ssm",
                "AmazonSSM.PutParameter",
                Json.MAPPER
                        .createObjectNode()
                        .put("Name", RUNBOOK)
                        .put("Overwrite", true)
                        .put("Type", "String")
                        .put("Value", text));
    }

    /** The runbook's text, for restoring it later. */
    String runbook() throws IOException, InterruptedException {
        return cloud.json(
                        region,
                        "ssm",
                        "AmazonSSM.GetParameter",
                        Json.MAPPER.createObjectNode().put("Name", RUNBOOK))
                .path("Parameter")
                .path("Value")
                .asText();
    }

    private static String role(JsonNode arn) {
        String text = arn.asText();
        if (!text.contains(":role/")) {
            throw new IllegalStateException("no role: '" + text + "'");
        }
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }
}
