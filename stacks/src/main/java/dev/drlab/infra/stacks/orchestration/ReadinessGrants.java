package dev.drlab.infra.stacks.orchestration;

import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The readiness job's rights: reads in both regions, as either may be the standby. */
final class ReadinessGrants {
    private static final String COMPARED = "What is compared with the peer, or is the peer's to have";
    private static final String NO_RESOURCES =
            "The action knows no resources (Service Authorization Reference); it reads only";
    private static final String NAMED_BY_ID = "Its ARN ends in an id that nobody knows before; it reads only";

    private ReadinessGrants() {}

    /** A grant for every read. */
    static List<Grant> of(Reach reach) {
        Names names = reach.names();
        List<Grant> grants = new ArrayList<>();
        grants.add(both("ssm:GetParameter", role -> names.arn(role, "ssm", "parameter" + Names.RUNBOOK_PARAMETER)));
        grants.add(both("dynamodb:GetItem", names::controlTableArn));
        grants.add(Grant.on(
                        "kms:Decrypt",
                        "DynamoDB decrypts the control tables in the caller's name",
                        reach.keyArn(),
                        reach.peerKeyArn())
                .when("StringLike", "kms:ViaService", "dynamodb.*.amazonaws.com"));
        grants.add(both("rds:DescribeDBInstances", names::databaseArn));
        grants.add(Grant.on(
                "rds:DescribeDBParameters",
                COMPARED,
                roles(role -> Stream.of(
                        names.arn(role, "rds", "pg:" + names.databaseParameterGroup(role)),
                        names.arn(role, "rds", "pg:default.postgres" + names.databaseMajorVersion())))));
        grants.add(both("ecs:DescribeServices", names::serviceArn));
        grants.add(Grant.on(
                "ecr:DescribeImages",
                COMPARED,
                roles(role -> Names.IMAGES.stream().map(image -> names.repositoryArn(role, image)))));
        grants.add(Grant.on(
                "secretsmanager:DescribeSecret",
                COMPARED,
                roles(role -> Stream.of(
                        names.secretArnPattern(role, names.shared().databaseSecret()),
                        names.secretArnPattern(role, names.writerPointer())))));
        grants.add(Grant.on("kms:DescribeKey", COMPARED, reach.keyArn(), reach.peerKeyArn()));
        grants.add(both("sns:ListSubscriptionsByTopic", names::topicArn));
        grants.add(Grant.on(
                "states:DescribeStateMachine",
                COMPARED,
                roles(role -> verbs().map(verb -> names.stateMachineArn(role, verb)))));
        grants.add(both("lambda:GetFunctionConfiguration", names::agentFunctionArn));
        grants.add(Grant.on(
                "iam:SimulatePrincipalPolicy",
                COMPARED,
                roles(role -> Stream.concat(verbs(), Stream.of("agent"))
                        .map(what -> names.iamRoleArn(names.global(role, what))))));
        grants.add(Grant.on(
                "acm:DescribeCertificate",
                NAMED_BY_ID,
                roles(role -> Stream.of(names.arn(role, "acm", "certificate/*")))));
        for (String action : List.of(
                "rds:DescribeOrderableDBInstanceOptions",
                "rds:DescribeAccountAttributes",
                "cloudwatch:GetMetricData",
                "cloudwatch:DescribeAlarms",
                "ecs:DescribeTaskDefinition",
                "application-autoscaling:DescribeScalableTargets",
                "elasticloadbalancing:DescribeLoadBalancers",
                "elasticloadbalancing:DescribeListeners",
                "servicequotas:GetServiceQuota")) {
            grants.add(Grant.on(action, NO_RESOURCES, "*"));
        }
        return List.copyOf(grants);
    }

    private static Stream<String> verbs() {
        return ShippedDefinitions.all().stream().map(definition -> definition.name());
    }

    private static Grant both(String action, Function<Role, String> resource) {
        return Grant.on(action, COMPARED, roles(role -> Stream.of(resource.apply(role))));
    }

    private static String[] roles(Function<Role, Stream<String>> resources) {
        return Arrays.stream(Role.values()).flatMap(resources).toArray(String[]::new);
    }
}
