package dev.drlab.statemachine.aws;

import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The services that a definition may call. */
public enum AwsService {
    /** Scalable targets. */
    APPLICATION_AUTO_SCALING("applicationautoscaling", "application-autoscaling", ApplicationAutoScalingClient.class),
    /** Metrics. */
    CLOUD_WATCH("cloudwatch", "cloudwatch", CloudWatchClient.class),
    /** Control tables. */
    DYNAMO_DB("dynamodb", "dynamodb", DynamoDbClient.class),
    /** Service tasks. */
    ECS("ecs", "ecs", EcsClient.class),
    /** Databases. */
    RDS("rds", "rds", RdsClient.class),
    /** The writer pointer. */
    SECRETS_MANAGER("secretsmanager", "secretsmanager", SecretsManagerClient.class),
    /** Notification. */
    SNS("sns", "sns", SnsClient.class),
    /** Runbook parameters. */
    SSM("ssm", "ssm", SsmClient.class);

    private final String stepFunctionsName;
    private final String iamPrefix;
    private final Class<? extends AwsClient> clientInterface;

    AwsService(String stepFunctionsName, String iamPrefix, Class<? extends AwsClient> clientInterface) {
        this.stepFunctionsName = stepFunctionsName;
        this.iamPrefix = iamPrefix;
        this.clientInterface = clientInterface;
    }

    /** The service that {@code arn:aws:states:::aws-sdk:NAME:…} means; empty if drlab does not know it. */
    public static Optional<AwsService> named(String stepFunctionsName) {
        return Arrays.stream(values())
                .filter(service -> service.stepFunctionsName.equals(stepFunctionsName))
                .findFirst();
    }

    /** As in a task's resource, e.g. {@code applicationautoscaling}. */
    public String stepFunctionsName() {
        return stepFunctionsName;
    }

    /** As in an IAM action, e.g. {@code application-autoscaling}. */
    public String iamPrefix() {
        return iamPrefix;
    }

    /** The SDK's synchronous client interface. */
    public Class<? extends AwsClient> clientInterface() {
        return clientInterface;
    }

    /** The part of an error name before the dot, e.g. {@code Rds}: the client interface's name minus "Client". */
    public String errorPrefix() {
        String name = clientInterface.getSimpleName();
        return name.substring(0, name.length() - "Client".length());
    }
}
