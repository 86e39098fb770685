package dev.drlab.readiness.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.project.ResourceNames;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.lint.DefinitionActions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The rights that the roles of the machines and of the agent must have, by the actions of the definitions and what AWS
 * asks for beside them. An action without resources here is refused: a definition cannot come to need a right that
 * nobody asks about. What a service does with a key in the caller's name is asked with the service's name, by which
 * policies tell such uses apart ({@code kms:ViaService}).
 */
public final class Questions {
    /** Secrets Manager ends the ARN of a secret with a hyphen and six characters of its own. */
    private static final String SECRET_SUFFIX = "-AAAAAA";

    private static final Map<String, String> NONE = Map.of();

    private final Runbook runbook;
    private final Runbook peerRunbook;
    private final ResourceNames names;
    private final String partition;
    private final String account;

    /**
     * About a region.
     *
     * @param runbook the region's
     * @param peerRunbook the peer's, which names the peer's key
     * @param project {@code projectName} of the stacks
     */
    public Questions(Runbook runbook, Runbook peerRunbook, String project) {
        this.runbook = Objects.requireNonNull(runbook, "runbook");
        this.peerRunbook = Objects.requireNonNull(peerRunbook, "peerRunbook");
        names = new ResourceNames(Objects.requireNonNull(project, "project"));
        String[] arn = runbook.text(RunbookField.PEER_DB_INSTANCE_ARN).split(":");
        partition = arn[1];
        account = arn[4];
    }

    /** Of the role of the machine with that definition. */
    public List<Question> ofMachine(Definition definition) {
        List<Question> all = new ArrayList<>();
        for (String action : DefinitionActions.of(definition)) {
            all.addAll(of(action));
            all.addAll(beside(action));
        }
        return List.copyOf(all);
    }

    /** Of the role of the agent. */
    public List<Question> ofAgent() {
        List<Question> all = new ArrayList<>();
        for (String region : List.of(region(), peer())) {
            String table = arn(region, "dynamodb", "table/" + names.controlTable());
            for (String action : List.of("GetItem", "UpdateItem", "DeleteItem")) {
                all.add(new Question("dynamodb:" + action, table, NONE));
            }
        }
        all.add(onKey("kms:Decrypt", runbook, "dynamodb"));
        all.add(onKey("kms:Decrypt", peerRunbook, "dynamodb"));
        all.add(onKey("kms:Decrypt", runbook, "secretsmanager"));
        all.add(new Question(
                "secretsmanager:GetSecretValue",
                own("secretsmanager", "secret:" + names.databaseSecret() + SECRET_SUFFIX),
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
            case "rds:ModifyDBInstance" -> on(action, database(), old(), unsaved(), parameterGroup());
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

    /** The rights that a service needs in the caller's name for the action. */
    private List<Question> beside(String action) {
        return switch (action) {
            case "sns:Publish" -> writtenWithKey("sns");
            case "secretsmanager:PutSecretValue" -> writtenWithKey("secretsmanager");
            case "rds:CreateDBSnapshot" -> on("rds:AddTagsToResource", snapshot());
            case "rds:CreateDBInstanceReadReplica" -> ofReplica();
            default -> List.of();
        };
    }

    private List<Question> writtenWithKey(String service) {
        return List.of(onKey("kms:GenerateDataKey", runbook, service), onKey("kms:Decrypt", runbook, service));
    }

    private List<Question> ofReplica() {
        List<Question> all = new ArrayList<>();
        all.add(new Question("rds:AddTagsToResource", database(), NONE));
        ObjectNode replica = runbook.object(RunbookField.REPLICA);
        if (replica.hasNonNull("MonitoringRoleArn")) {
            all.add(new Question(
                    "iam:PassRole",
                    replica.get("MonitoringRoleArn").asText(),
                    Map.of("iam:PassedToService", "monitoring.rds.amazonaws.com")));
        }
        for (Runbook each : List.of(runbook, peerRunbook)) {
            all.add(onKey("kms:CreateGrant", each, "rds"));
            all.add(onKey("kms:DescribeKey", each, "rds"));
        }
        return all;
    }

    /** On the key of the runbook's region, through a service of that region. */
    private static Question onKey(String action, Runbook runbook, String service) {
        Map<String, String> context = new TreeMap<>();
        context.put("kms:ViaService", service + "." + runbook.text(RunbookField.REGION) + ".amazonaws.com");
        if (action.equals("kms:CreateGrant")) {
            context.put("kms:GrantIsForAWSResource", "true");
        }
        return new Question(
                action, runbook.object(RunbookField.REPLICA).path("KmsKeyId").asText(), context);
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

    private String unsaved() {
        return database() + "-unsaved-1";
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
