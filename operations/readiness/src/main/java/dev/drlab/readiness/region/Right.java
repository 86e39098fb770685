package dev.drlab.readiness.region;

import java.util.Objects;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** All that readiness calls: reads, none of which changes anything. */
public enum Right {
    /** The runbook. */
    GET_PARAMETER("ssm:GetParameter", SsmClient.class),
    /** Authority record and lock. */
    GET_ITEM("dynamodb:GetItem", DynamoDbClient.class),
    /** The databases. */
    DESCRIBE_DATABASES("rds:DescribeDBInstances", RdsClient.class),
    /** Values of a parameter group. */
    DESCRIBE_DATABASE_PARAMETERS("rds:DescribeDBParameters", RdsClient.class),
    /** Which instance classes a region offers. */
    DESCRIBE_OFFERED_CLASSES("rds:DescribeOrderableDBInstanceOptions", RdsClient.class),
    /** The RDS resources and quotas of an account. */
    DESCRIBE_DATABASE_QUOTAS("rds:DescribeAccountAttributes", RdsClient.class),
    /** Metrics. */
    GET_METRICS("cloudwatch:GetMetricData", CloudWatchClient.class),
    /** Alarms and their states. */
    DESCRIBE_ALARMS("cloudwatch:DescribeAlarms", CloudWatchClient.class),
    /** The service. */
    DESCRIBE_SERVICES("ecs:DescribeServices", EcsClient.class),
    /** The definition of the service's tasks. */
    DESCRIBE_TASK_DEFINITION("ecs:DescribeTaskDefinition", EcsClient.class),
    /** Between which counts the service is scaled. */
    DESCRIBE_SCALABLE_TARGETS("application-autoscaling:DescribeScalableTargets", ApplicationAutoScalingClient.class),
    /** Images of a registry. */
    DESCRIBE_IMAGES("ecr:DescribeImages", EcrClient.class),
    /** The region's balancer. */
    DESCRIBE_BALANCERS("elasticloadbalancing:DescribeLoadBalancers", ElasticLoadBalancingV2Client.class),
    /** Which certificate it shows. */
    DESCRIBE_LISTENERS("elasticloadbalancing:DescribeListeners", ElasticLoadBalancingV2Client.class),
    /** How long a certificate holds. */
    DESCRIBE_CERTIFICATE("acm:DescribeCertificate", AcmClient.class),
    /** Versions of a secret, without its value. */
    DESCRIBE_SECRET("secretsmanager:DescribeSecret", SecretsManagerClient.class),
    /** State of a key. */
    DESCRIBE_KEY("kms:DescribeKey", KmsClient.class),
    /** Who is told. */
    LIST_SUBSCRIPTIONS("sns:ListSubscriptionsByTopic", SnsClient.class),
    /** The deployed definitions. */
    DESCRIBE_STATE_MACHINE("states:DescribeStateMachine", SfnClient.class),
    /** State of the agent. */
    GET_FUNCTION("lambda:GetFunctionConfiguration", LambdaClient.class),
    /** The rights of a role. */
    SIMULATE("iam:SimulatePrincipalPolicy", IamClient.class),
    /** How much of a service an account may have. */
    GET_QUOTA("servicequotas:GetServiceQuota", ServiceQuotasClient.class);

    private final String action;
    private final Class<? extends SdkClient> client;

    Right(String action, Class<? extends SdkClient> client) {
        this.action = action;
        this.client = client;
    }

    /** The IAM action, such as {@code rds:DescribeDBInstances}. */
    public String action() {
        return action;
    }

    /** The SDK's client that makes the call. */
    public Class<? extends SdkClient> client() {
        return Objects.requireNonNull(client);
    }
}
