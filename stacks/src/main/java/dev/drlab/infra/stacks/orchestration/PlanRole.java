package dev.drlab.infra.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.List;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * The role for plans of the stacks: by pull requests of a repository on GitHub, and by a deployment on its main branch.
 * It has the read rights that the provider needs and no others; plans take no lock. Reading includes the state and the
 * secrets' values, which Terraform refreshes.
 *
 * @see <a href="https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services">
 *     Configuring OpenID Connect in Amazon Web Services</a>
 */
public final class PlanRole extends Construct {
    private static final int SESSION_SECONDS = 3600;

    /** Actions with which the provider reads the stacks' resources. Most of them support no resources. */
    private static final List<String> READS = Stream.of(
                    "acm:DescribeCertificate acm:ListTagsForCertificate",
                    "application-autoscaling:DescribeScalableTargets application-autoscaling:DescribeScalingPolicies",
                    "application-autoscaling:ListTagsForResource",
                    "backup:DescribeBackupVault backup:GetBackupPlan backup:GetBackupSelection backup:ListTags",
                    "budgets:ListTagsForResource budgets:ViewBudget",
                    "cloudtrail:DescribeTrails cloudtrail:GetEventSelectors cloudtrail:GetTrailStatus cloudtrail:ListTags",
                    "cloudwatch:DescribeAlarms cloudwatch:GetDashboard cloudwatch:ListTagsForResource",
                    "dynamodb:DescribeContinuousBackups dynamodb:DescribeTable dynamodb:DescribeTimeToLive",
                    "dynamodb:ListTagsOfResource",
                    "ec2:DescribeAddresses ec2:DescribeAddressesAttribute ec2:DescribeFlowLogs",
                    "ec2:DescribeInternetGateways ec2:DescribeNatGateways ec2:DescribeNetworkAcls",
                    "ec2:DescribeNetworkInterfaces ec2:DescribePrefixLists ec2:DescribeRouteTables",
                    "ec2:DescribeSecurityGroupRules ec2:DescribeSecurityGroups ec2:DescribeSubnets",
                    "ec2:DescribeVpcAttribute ec2:DescribeVpcEndpoints ec2:DescribeVpcPeeringConnections ec2:DescribeVpcs",
                    "ecr:DescribeRegistry ecr:DescribeRepositories ecr:GetLifecyclePolicy ecr:ListTagsForResource",
                    "ecs:DescribeClusters ecs:DescribeServices ecs:DescribeTaskDefinition",
                    "elasticloadbalancing:DescribeCapacityReservation elasticloadbalancing:DescribeListenerAttributes",
                    "elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeLoadBalancerAttributes",
                    "elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeRules",
                    "elasticloadbalancing:DescribeTags elasticloadbalancing:DescribeTargetGroupAttributes",
                    "elasticloadbalancing:DescribeTargetGroups",
                    "iam:GetRole iam:GetRolePolicy iam:ListAttachedRolePolicies iam:ListRolePolicies",
                    "kms:DescribeKey kms:GetKeyPolicy kms:GetKeyRotationStatus kms:ListAliases kms:ListResourceTags",
                    // GetFunction leaves the tags out without ListTags (Lambda API Reference, GetFunction).
                    "lambda:GetFunction lambda:GetFunctionCodeSigningConfig lambda:ListTags",
                    "lambda:ListVersionsByFunction",
                    "logs:DescribeLogGroups logs:DescribeQueryDefinitions logs:DescribeResourcePolicies",
                    "logs:ListTagsForResource",
                    "rds:DescribeDBInstances rds:DescribeDBParameterGroups rds:DescribeDBParameters",
                    "rds:DescribeDBSubnetGroups rds:ListTagsForResource",
                    "route53:GetHealthCheck route53:GetHostedZone route53:ListResourceRecordSets",
                    "route53:ListTagsForResource",
                    "scheduler:GetSchedule scheduler:GetScheduleGroup scheduler:ListTagsForResource",
                    "secretsmanager:DescribeSecret secretsmanager:GetRandomPassword secretsmanager:GetResourcePolicy",
                    "sns:GetSubscriptionAttributes sns:GetTopicAttributes sns:ListTagsForResource",
                    "sqs:GetQueueAttributes sqs:ListQueueTags",
                    "ssm:DescribeParameters ssm:ListTagsForResource",
                    "states:DescribeStateMachine states:ListStateMachineVersions states:ListTagsForResource",
                    "states:ValidateStateMachineDefinition",
                    "wafv2:GetLoggingConfiguration wafv2:GetWebACL wafv2:GetWebACLForResource wafv2:ListTagsForResource")
            .flatMap(line -> Stream.of(line.split(" ")))
            .sorted()
            .toList();

    private static final List<String> BUCKET_READS = List.of(
            "s3:GetAccelerateConfiguration",
            "s3:GetBucketAcl",
            "s3:GetBucketCORS",
            "s3:GetBucketLogging",
            "s3:GetBucketObjectLockConfiguration",
            "s3:GetBucketOwnershipControls",
            "s3:GetBucketPolicy",
            "s3:GetBucketPublicAccessBlock",
            "s3:GetBucketRequestPayment",
            "s3:GetBucketTagging",
            "s3:GetBucketVersioning",
            "s3:GetBucketWebsite",
            "s3:GetEncryptionConfiguration",
            "s3:GetLifecycleConfiguration",
            "s3:GetReplicationConfiguration",
            "s3:ListBucket");

    private final IamRole role;

    /**
     * @param repository {@code OWNER/NAME}
     */
    public PlanRole(Construct scope, Names names, String repository) {
        super(scope, "plans");
        role = IamRole.Builder.create(this, "role")
                .name(names.global(Role.PRIMARY, "plan"))
                .description("Plans drlab's stacks for pull requests; may only read")
                .assumeRolePolicy(trust(
                        names.account(),
                        List.of("repo:" + repository + ":pull_request", "repo:" + repository + ":ref:refs/heads/main")))
                .maxSessionDuration(SESSION_SECONDS)
                .build();
        List<String> buckets = Stream.of(Role.values())
                .flatMap(region -> Stream.of("app-data", "logs", "access-logs", "artifacts", "tfstate")
                        .map(purpose -> names.bucketArn(region, purpose)))
                .toList();
        List<String> states = Stream.of(Role.values())
                .map(region -> names.bucketArn(region, "tfstate") + "/*")
                .toList();
        List<String> parameters = Stream.of(
                        "parameter/" + names.project() + "/*", "parameter" + Names.RUNBOOK_PARAMETER)
                .flatMap(parameter -> inBoth(names, "ssm", parameter).stream())
                .toList();
        List<String> secrets = Stream.of(Role.values())
                .flatMap(region -> Stream.of(
                                names.writerPointer(), names.shared().databaseSecret())
                        .map(secret -> names.secretArnPattern(region, secret)))
                .toList();
        IamRolePolicy.Builder.create(this, "rights")
                .name("plan")
                .role(role.getName())
                .policy(PolicyDocument.of(
                                Statement.allow(READS).onAnything(),
                                Statement.allow(BUCKET_READS).on(buckets),
                                Statement.allow("s3:GetObject").on(states),
                                Statement.allow("ssm:GetParameter").on(parameters),
                                Statement.allow("secretsmanager:GetSecretValue").on(secrets),
                                Statement.allow("kms:Decrypt")
                                        .on(inBoth(names, "kms", "key/*"))
                                        .when("StringLike", "kms:ViaService", "*.amazonaws.com"))
                        .json())
                .build();
    }

    /**
     * Trust policy for GitHub's workflows whose identity has one of these subjects, such as {@code
     * repo:owner/name:pull_request}. The account must have GitHub's identity provider.
     */
    private static String trust(String accountId, List<String> subjects) {
        String issuer = "token.actions.githubusercontent.com";
        return PolicyDocument.of(Statement.allow("sts:AssumeRoleWithWebIdentity")
                        .to("Federated", "arn:aws:iam::" + accountId + ":oidc-provider/" + issuer)
                        .when("StringEquals", issuer + ":aud", "sts.amazonaws.com")
                        .when("StringEquals", issuer + ":sub", subjects))
                .json();
    }

    /** ARN of the role. */
    public String arn() {
        return role.getArn();
    }

    private static List<String> inBoth(Names names, String service, String resource) {
        return Stream.of(Role.values())
                .map(region -> names.arn(region, service, resource))
                .toList();
    }
}
