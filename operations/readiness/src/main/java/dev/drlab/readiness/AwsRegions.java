package dev.drlab.readiness;

import dev.drlab.contract.client.CallLimits;
import dev.drlab.readiness.region.Clients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
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

/** AWS. The SDK may repeat a call: all of them only read. */
public final class AwsRegions implements Regions, AutoCloseable {
    /** Below the limit of the whole reading, so that the call says itself why it has no answer. */
    public static final CallLimits LIMITS =
            CallLimits.of(Duration.ofSeconds(3), Duration.ofSeconds(5)).within(Duration.ofSeconds(12));

    private final AwsCredentialsProvider credentials;
    private final Map<String, Clients> made = new ConcurrentHashMap<>();

    /** With those credentials, which stay the caller's to close. */
    public AwsRegions(AwsCredentialsProvider credentials) {
        this.credentials = credentials;
    }

    @Override
    public Clients clients(String region) {
        return made.computeIfAbsent(region, this::of);
    }

    private Clients of(String name) {
        Region region = Region.of(name);
        Map<Class<? extends SdkClient>, Supplier<? extends SdkClient>> all = new HashMap<>();
        all.put(AcmClient.class, () -> build(AcmClient.builder(), region));
        all.put(ApplicationAutoScalingClient.class, () -> build(ApplicationAutoScalingClient.builder(), region));
        all.put(CloudWatchClient.class, () -> build(CloudWatchClient.builder(), region));
        all.put(DynamoDbClient.class, () -> build(DynamoDbClient.builder(), region));
        all.put(EcrClient.class, () -> build(EcrClient.builder(), region));
        all.put(EcsClient.class, () -> build(EcsClient.builder(), region));
        all.put(ElasticLoadBalancingV2Client.class, () -> build(ElasticLoadBalancingV2Client.builder(), region));
        all.put(IamClient.class, () -> build(IamClient.builder(), Region.AWS_GLOBAL));
        all.put(KmsClient.class, () -> build(KmsClient.builder(), region));
        all.put(LambdaClient.class, () -> build(LambdaClient.builder(), region));
        all.put(RdsClient.class, () -> build(RdsClient.builder(), region));
        all.put(SecretsManagerClient.class, () -> build(SecretsManagerClient.builder(), region));
        all.put(ServiceQuotasClient.class, () -> build(ServiceQuotasClient.builder(), region));
        all.put(SfnClient.class, () -> build(SfnClient.builder(), region));
        all.put(SnsClient.class, () -> build(SnsClient.builder(), region));
        all.put(SsmClient.class, () -> build(SsmClient.builder(), region));
        return new Clients(all);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder, Region region) {
        return LIMITS.on(builder)
                .region(region)
                .credentialsProvider(credentials)
                .build();
    }

    @Override
    public void close() {
        made.values().forEach(Clients::close);
    }
}
