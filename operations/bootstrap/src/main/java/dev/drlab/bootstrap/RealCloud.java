package dev.drlab.bootstrap;

import dev.drlab.contract.client.CallLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The real clients, each made at its first use, with the credentials of the SDK's default chain. */
public final class RealCloud implements Cloud, AutoCloseable {
    /** A migration of an empty database takes seconds; a function may take a minute. */
    private static final CallLimits LIMITS = CallLimits.of(Duration.ofSeconds(5), Duration.ofSeconds(90));

    private final Map<String, SdkClient> clients = new HashMap<>();
    private final Deque<SdkClient> toClose = new ArrayDeque<>();

    @Override
    public EcrClient ecr(String region) {
        return client("ecr", region, r -> build(EcrClient.builder(), r), EcrClient.class);
    }

    @Override
    public S3Client s3(String region) {
        return client("s3", region, r -> build(S3Client.builder(), r), S3Client.class);
    }

    @Override
    public LambdaClient lambda(String region) {
        return client("lambda", region, r -> build(LambdaClient.builder(), r), LambdaClient.class);
    }

    @Override
    public SfnClient sfn(String region) {
        return client("sfn", region, r -> build(SfnClient.builder(), r), SfnClient.class);
    }

    @Override
    public StsClient sts(String region) {
        return client("sts", region, r -> build(StsClient.builder(), r), StsClient.class);
    }

    private <T extends SdkClient> T client(String service, String region, Function<String, T> maker, Class<T> type) {
        return type.cast(clients.computeIfAbsent(service + " " + region, key -> {
            T made = maker.apply(region);
            toClose.push(made);
            return made;
        }));
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, String region) {
        return LIMITS.on(builder).region(Region.of(region)).build();
    }

    @Override
    public void close() {
        toClose.forEach(SdkClient::close);
    }
}
