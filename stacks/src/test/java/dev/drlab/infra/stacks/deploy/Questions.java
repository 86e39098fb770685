package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.stacks.iam.Question;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rights that AWS checks for each call of drlab's programs: the action itself on every resource that the request
 * names, and the actions that the service takes with the caller's rights. A call without an entry is refused by name.
 * Sources: the Service Authorization Reference, page of each service, for actions, resource types and condition keys;
 * other sources are beside the rule.
 */
final class Questions implements Questioner {
    private static final String ANY = "*";
    private static final Pattern INVOCATION = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
    private static final Pattern OBJECT = Pattern.compile("/([^/]+)/(.+)");
    private static final Pattern BUCKET = Pattern.compile("/([^/]+)/?");

    private final Account account;

    Questions(Account account) {
        this.account = account;
    }

    @Override
    public List<Question> of(AwsRequest request) throws IOException, InterruptedException {
        List<Question> asked = new ArrayList<>();
        switch (request.service()) {
            case "application-autoscaling" -> scaling(request, asked);
            case "dynamodb" -> items(request, asked);
            case "ecs" -> services(request, asked);
            case "lambda" -> functions(request, asked);
            case "monitoring" -> metrics(request, asked);
            case "rds" -> databases(request, asked);
            case "s3" -> objects(request, asked);
            case "secretsmanager" -> secrets(request, asked);
            case "sns" -> topics(request, asked);
            case "ssm" -> parameters(request, asked);
            case "states" -> machines(request, asked);
            case "sts" -> callers(request);
            default -> throw new UnknownCallException(request);
        }
        return asked;
    }

    /** A call without an entry. */
    static final class UnknownCallException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownCallException(AwsRequest request) {
            super(request.describe() + " has no entry in " + Questions.class.getSimpleName()
                    + ": say there what IAM is asked about it");
        }
    }

    private static void scaling(AwsRequest request, List<Question> asked) {
        if (!request.operation().equals("RegisterScalableTarget")) {
            throw new UnknownCallException(request);
        }
        ObjectNode body = Json.object(request.text());
        asked.add(Question.of(
                        "application-autoscaling:RegisterScalableTarget",
                        arn(request, "application-autoscaling", "scalable-target/0ec5made1by2its3registration"))
                .with(
                        "application-autoscaling:service-namespace",
                        body.path("ServiceNamespace").asText())
                .with(
                        "application-autoscaling:scalable-dimension",
                        body.path("ScalableDimension").asText()));
        // ECS Developer Guide, "IAM permissions required for Amazon ECS service auto scaling".
        String service = arn(request, "ecs", body.path("ResourceId").asText());
        asked.add(Question.of("ecs:DescribeServices", service));
        asked.add(Question.of("ecs:UpdateService", service));
    }

    private void items(AwsRequest request, List<Question> asked) throws IOException, InterruptedException {
        switch (request.operation()) {
            case "GetItem", "PutItem", "UpdateItem", "DeleteItem" -> {
                ObjectNode body = Json.object(request.text());
                String key = body.path(request.operation().equals("PutItem") ? "Item" : "Key")
                        .path("pk")
                        .path("S")
                        .asText();
                asked.add(Question.of(
                                "dynamodb:" + request.operation(),
                                arn(
                                        request,
                                        "dynamodb",
                                        "table/" + body.path("TableName").asText()))
                        .with("dynamodb:LeadingKeys", key));
                // DynamoDB Developer Guide, "DynamoDB encryption at rest: usage notes": the table key is decrypted with
                // the caller's rights, which are checked again every five minutes.
                asked.add(key("kms:Decrypt", request.region(), "dynamodb"));
            }
            default -> throw new UnknownCallException(request);
        }
    }

    private static void services(AwsRequest request, List<Question> asked) {
        ObjectNode body = Json.object(request.text());
        String prefix = "service/" + body.path("cluster").asText() + "/";
        switch (request.operation()) {
            case "DescribeServices" ->
                body.path("services")
                        .forEach(service -> asked.add(
                                Question.of("ecs:DescribeServices", arn(request, "ecs", prefix + service.asText()))));
            case "UpdateService" ->
                asked.add(Question.of(
                        "ecs:UpdateService",
                        arn(request, "ecs", prefix + body.path("service").asText())));
            default -> throw new UnknownCallException(request);
        }
    }

    private static void functions(AwsRequest request, List<Question> asked) {
        Matcher invocation = INVOCATION.matcher(request.path());
        if (!invocation.matches()) {
            throw new UnknownCallException(request);
        }
        String name = URLDecoder.decode(invocation.group(1), StandardCharsets.UTF_8);
        asked.add(Question.of("lambda:InvokeFunction", arn(request, "lambda", "function:" + name)));
    }

    private static void metrics(AwsRequest request, List<Question> asked) {
        if (!request.operation().equals("PutMetricData")) {
            throw new UnknownCallException(request);
        }
        asked.add(Question.of("cloudwatch:PutMetricData", ANY)
                .with("cloudwatch:namespace", request.parameter("Namespace")));
    }

    private void databases(AwsRequest request, List<Question> asked) throws IOException, InterruptedException {
        String action = "rds:" + request.operation();
        String instance = rds(request, "db", request.parameter("DBInstanceIdentifier"));
        switch (request.operation()) {
            case "DescribeDBInstances", "PromoteReadReplica", "RebootDBInstance", "DeleteDBInstance" -> {
                asked.add(Question.of(action, instance));
                named(request, asked, action, "snapshot", "FinalDBSnapshotIdentifier");
            }
            case "ModifyDBInstance" -> {
                asked.add(Question.of(action, instance));
                named(request, asked, action, "db", "NewDBInstanceIdentifier");
                named(request, asked, action, "pg", "DBParameterGroupName");
                named(request, asked, action, "og", "OptionGroupName");
                named(request, asked, action, "subgrp", "DBSubnetGroupName");
                passRole(request, asked);
            }
            case "CreateDBInstanceReadReplica" -> replica(request, asked, action, instance);
            case "CreateDBSnapshot" -> {
                String snapshot = rds(request, "snapshot", request.parameter("DBSnapshotIdentifier"));
                asked.add(Question.of(action, instance));
                asked.add(Question.of(action, snapshot));
                // The instances have CopyTagsToSnapshot.
                asked.add(Question.of("rds:AddTagsToResource", snapshot));
            }
            case "DescribeDBSnapshots" -> {
                named(request, asked, action, "db", "DBInstanceIdentifier");
                asked.add(Question.of(action, rds(request, "snapshot", request.parameter("DBSnapshotIdentifier"))));
            }
            case "DescribeDBSubnetGroups" ->
                asked.add(Question.of(action, rds(request, "subgrp", request.parameter("DBSubnetGroupName"))));
            case "DescribeDBParameterGroups" ->
                asked.add(Question.of(action, rds(request, "pg", request.parameter("DBParameterGroupName"))));
            case "DescribeOrderableDBInstanceOptions" -> asked.add(Question.of(action, ANY));
            case "AddTagsToResource" -> asked.add(Question.of(action, request.parameter("ResourceName")));
            default -> throw new UnknownCallException(request);
        }
    }

    private void replica(AwsRequest request, List<Question> asked, String action, String instance)
            throws IOException, InterruptedException {
        String source = request.parameter("SourceDBInstanceIdentifier");
        asked.add(Question.of(action, instance));
        asked.add(Question.of(action, source));
        asked.add(Question.of(action, rds(request, "subgrp", request.parameter("DBSubnetGroupName"))));
        // Groups that the request does not name are the default ones, and are checked like any other (RDS User Guide,
        // "Permission policies to create, modify and delete resources", whose example names og:default* and
        // pg:default*).
        asked.add(Question.of(action, rds(request, "og", or(request, "OptionGroupName", "default:postgres-17"))));
        asked.add(Question.of(action, rds(request, "pg", or(request, "DBParameterGroupName", "default.postgres17"))));
        if (!request.tags().isEmpty()) {
            asked.add(Question.of("rds:AddTagsToResource", instance));
        }
        passRole(request, asked);
        // RDS User Guide, "Encrypting Amazon RDS resources", and "Creating a read replica in a different AWS Region".
        for (String region : List.of(request.region(), source.split(":")[3])) {
            for (String use : List.of("kms:CreateGrant", "kms:DescribeKey")) {
                asked.add(key(use, region, "rds"));
            }
        }
    }

    private static void passRole(AwsRequest request, List<Question> asked) {
        String role = request.parameter("MonitoringRoleArn");
        if (!role.isEmpty()) {
            asked.add(Question.of("iam:PassRole", role).with("iam:PassedToService", "monitoring.rds.amazonaws.com"));
        }
    }

    private void objects(AwsRequest request, List<Question> asked) throws IOException, InterruptedException {
        Matcher object = OBJECT.matcher(request.path());
        Matcher bucket = BUCKET.matcher(request.path());
        if (object.matches() && !request.pathAndQuery().contains("?")) {
            String arn = "arn:aws:s3:::" + URLDecoder.decode(request.path().substring(1), StandardCharsets.UTF_8);
            switch (request.method()) {
                case "GET", "HEAD" -> {
                    asked.add(Question.of("s3:GetObject", arn));
                    asked.add(key("kms:Decrypt", request.region(), "s3"));
                }
                case "PUT" -> {
                    asked.add(Question.of("s3:PutObject", arn));
                    asked.add(key("kms:GenerateDataKey", request.region(), "s3"));
                }
                case "DELETE" -> asked.add(Question.of("s3:DeleteObject", arn));
                default -> throw new UnknownCallException(request);
            }
        } else if (bucket.matches()
                && request.method().equals("GET")
                && request.query("list-type").equals("2")) {
            Question list = Question.of("s3:ListBucket", "arn:aws:s3:::" + bucket.group(1));
            String prefix = request.query("prefix");
            asked.add(prefix.isEmpty() ? list.with("s3:prefix") : list.with("s3:prefix", prefix));
        } else {
            throw new UnknownCallException(request);
        }
    }

    private void secrets(AwsRequest request, List<Question> asked) throws IOException, InterruptedException {
        String secret = account.secretArn(
                request.region(), Json.object(request.text()).path("SecretId").asText());
        asked.add(Question.of("secretsmanager:" + request.operation(), secret));
        // Secrets Manager User Guide, "Secret encryption and decryption".
        switch (request.operation()) {
            case "GetSecretValue" -> asked.add(key("kms:Decrypt", request.region(), "secretsmanager"));
            case "PutSecretValue" -> {
                asked.add(key("kms:GenerateDataKey", request.region(), "secretsmanager"));
                asked.add(key("kms:Decrypt", request.region(), "secretsmanager"));
            }
            default -> throw new UnknownCallException(request);
        }
    }

    private void topics(AwsRequest request, List<Question> asked) throws IOException, InterruptedException {
        if (!request.operation().equals("Publish")) {
            throw new UnknownCallException(request);
        }
        asked.add(Question.of("sns:Publish", request.parameter("TopicArn")));
        // SNS Developer Guide, "Key management": a publisher needs both actions.
        asked.add(key("kms:GenerateDataKey", request.region(), "sns"));
        asked.add(key("kms:Decrypt", request.region(), "sns"));
    }

    private static void parameters(AwsRequest request, List<Question> asked) {
        if (!request.operation().equals("GetParameter")) {
            throw new UnknownCallException(request);
        }
        asked.add(Question.of(
                "ssm:GetParameter",
                arn(
                        request,
                        "ssm",
                        "parameter" + Json.object(request.text()).path("Name").asText())));
    }

    private static void machines(AwsRequest request, List<Question> asked) {
        ObjectNode body = Json.object(request.text());
        String member = switch (request.operation()) {
            case "StartExecution", "DescribeStateMachine", "ListExecutions" -> "stateMachineArn";
            case "DescribeExecution",
                    "DescribeStateMachineForExecution",
                    "GetExecutionHistory",
                    "StopExecution",
                    "RedriveExecution" -> "executionArn";
            default -> throw new UnknownCallException(request);
        };
        asked.add(Question.of("states:" + request.operation(), body.path(member).asText()));
    }

    /** Every caller may call GetCallerIdentity. */
    private static void callers(AwsRequest request) {
        if (!request.operation().equals("GetCallerIdentity")) {
            throw new UnknownCallException(request);
        }
    }

    private Question key(String action, String region, String via) throws IOException, InterruptedException {
        return Question.of(action, account.keyArn(region))
                .with("kms:ViaService", via + "." + region + ".amazonaws.com")
                .with("kms:GrantIsForAWSResource", "true");
    }

    private static void named(AwsRequest request, List<Question> asked, String action, String type, String parameter) {
        if (!request.parameter(parameter).isEmpty()) {
            asked.add(Question.of(action, rds(request, type, request.parameter(parameter))));
        }
    }

    private static String or(AwsRequest request, String parameter, String otherwise) {
        return request.parameter(parameter).isEmpty() ? otherwise : request.parameter(parameter);
    }

    /** ARN of a resource of RDS; without a name, of all of them. */
    private static String rds(AwsRequest request, String type, String name) {
        return name.startsWith("arn:") ? name : arn(request, "rds", type + ":" + (name.isEmpty() ? ANY : name));
    }

    /** ARN of a resource of the account, in the call's region. */
    static String arn(AwsRequest request, String service, String resource) {
        return "arn:aws:" + service + ":" + request.region() + ":" + AwsRequest.ACCOUNT + ":" + resource;
    }
}
