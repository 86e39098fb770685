package dev.drlab.readiness.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.lint.DefinitionActions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The rights that the roles of the machines and of the agent must have, by the actions of the definitions and what AWS
 * asks for beside them. An action without resources here is refused: a definition cannot come to need a right that
 * nobody asks about.
 */
public final class Questions {
    /** Secrets Manager ends the ARN of a secret with a hyphen and six characters of its own. */
    private static final String SECRET_SUFFIX = "-AAAAAA";

    private static final Map<String, String> NONE = Map.of();

    private final Runbook runbook;
    private final String project;
    private final String partition;
    private final String account;

    /** About the region whose runbook it is, in a project. */
    public Questions(Runbook runbook, String project) {
        this.runbook = Objects.requireNonNull(runbook, "runbook");
        this.project = Objects.requireNonNull(project, "project");
        String[] arn = runbook.text(RunbookField.PEER_DB_INSTANCE_ARN).split(":");
        partition = arn[1];
        account = arn[4];
    }

    /** Of the role of the machine with that definition. */
    public List<Question> ofMachine(Definition definition) {
        List<Question> all = new ArrayList<>();
        for (String action : DefinitionActions.of(definition)) {
            all.addAll(of(action));
            if (action.equals("rds:CreateDBInstanceReadReplica")) {
                all.addAll(ofReplica());
            }
        }
        return List.copyOf(all);
    }

    /** Of the role of the agent. */
    public List<Question> ofAgent() {
        List<Question> all = new ArrayList<>();
        for (String region : List.of(region(), peer())) {
            String table = arn(region, "dynamodb", "table/" + project + "-control");
            for (String action : List.of("GetItem", "UpdateItem", "DeleteItem")) {
                all.add(new Question("dynamodb:" + action, table, NONE));
            }
        }
        all.add(new Question(
                "secretsmanager:GetSecretValue",
                own("secretsmanager", "secret:" + project + "/database" + SECRET_SUFFIX),
                NONE));
        all.add(new Question("rds:DescribeDBInstances", runbook.text(RunbookField.PEER_DB_INSTANCE_ARN), NONE));
        return List.copyOf(all);
    }

    private List<Question> of(String action) {
        return switch (action) {
            case "ssm:GetParameter" -> on(action, own("ssm", "parameter" + Runbook.PARAMETER));
            case "lambda:InvokeFunction" ->
                on(action, own("lambda", "function:" + runbook.text(RunbookField.AGENT_FUNCTION)));
            case "sns:Publish" -> on(action, runbook.text(RunbookField.TOPIC_ARN));
            case "secretsmanager:PutSecretValue" ->
                on(
                        action,
                        own("secretsmanager", "secret:" + runbook.text(RunbookField.WRITER_POINTER) + SECRET_SUFFIX));
            case "ecs:DescribeServices", "ecs:UpdateService" ->
                on(
                        action,
                        own(
                                "ecs",
                                "service/" + runbook.text(RunbookField.ECS_CLUSTER) + "/"
                                        + runbook.text(RunbookField.ECS_SERVICE)));
            case "rds:AddTagsToResource", "rds:PromoteReadReplica", "rds:RebootDBInstance" -> on(action, database());
            case "rds:DescribeDBInstances" -> on(action, database(), own("rds", "db:*"));
            case "rds:ModifyDBInstance" -> on(action, database(), old(), parameterGroup());
            case "rds:DescribeDBSubnetGroups" -> on(action, subnetGroup());
            case "rds:DescribeDBParameterGroups" -> on(action, parameterGroup());
            case "rds:DescribeDBSnapshots", "rds:CreateDBSnapshot" -> on(action, database(), snapshot());
            case "rds:DeleteDBInstance" -> on(action, database(), old(), snapshot());
            case "rds:CreateDBInstanceReadReplica" ->
                on(action, database(), runbook.text(RunbookField.PEER_DB_INSTANCE_ARN), subnetGroup());
            case "rds:DescribeOrderableDBInstanceOptions" -> on(action, "*");
            case "application-autoscaling:RegisterScalableTarget" ->
                List.of(new Question(action, "*", Map.of("application-autoscaling:service-namespace", "ecs")));
            case "cloudwatch:PutMetricData" ->
                List.of(new Question(
                        action, "*", Map.of("cloudwatch:namespace", runbook.text(RunbookField.METRICS_NAMESPACE))));
            default ->
                throw new IllegalStateException("a definition uses " + action + ", and " + Questions.class.getName()
                        + " does not say on what: add it");
        };
    }

    /** The actions of RDS in the caller's name when it makes a replica. */
    private List<Question> ofReplica() {
        ObjectNode replica = runbook.object(RunbookField.REPLICA);
        List<Question> all = new ArrayList<>();
        all.add(new Question("rds:AddTagsToResource", database(), NONE));
        if (replica.hasNonNull("MonitoringRoleArn")) {
            all.add(new Question(
                    "iam:PassRole",
                    replica.get("MonitoringRoleArn").asText(),
                    Map.of("iam:PassedToService", "monitoring.rds.amazonaws.com")));
        }
        all.add(new Question(
                "kms:CreateGrant",
                replica.path("KmsKeyId").asText(),
                Map.of("kms:GrantIsForAWSResource", "true", "kms:ViaService", "rds." + region() + ".amazonaws.com")));
        return all;
    }

    private static List<Question> on(String action, String... resources) {
        List<Question> all = new ArrayList<>();
        for (String resource : resources) {
            all.add(new Question(action, resource, NONE));
        }
        return all;
    }

    private String region() {
        return runbook.text(RunbookField.REGION);
    }

    private String peer() {
        return runbook.text(RunbookField.PEER_REGION);
    }

    private String database() {
        return own("rds", "db:" + runbook.text(RunbookField.DB_INSTANCE));
    }

    private String old() {
        return database() + "-old-1";
    }

    private String snapshot() {
        return own("rds", "snapshot:" + runbook.text(RunbookField.DB_INSTANCE) + "-x-epoch-1");
    }

    private String subnetGroup() {
        return own(
                "rds",
                "subgrp:"
                        + runbook.object(RunbookField.REPLICA)
                                .path("DbSubnetGroupName")
                                .asText());
    }

    private String parameterGroup() {
        return own(
                "rds",
                "pg:"
                        + runbook.object(RunbookField.REPLICA_SETTINGS)
                                .path("DbParameterGroupName")
                                .asText());
    }

    private String own(String service, String resource) {
        return arn(region(), service, resource);
    }

    private String arn(String region, String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
