package dev.drlab.agent.lambda;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The function's SDK clients; they live as long as it does. Own region: short answers, the SDK's retries. Peer: one
 * attempt within the fence's time, because a lost peer must not hold up an activation.
 */
final class RegionClients {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(8);

    private final LambdaConfig config;
    private final AwsCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();

    RegionClients(LambdaConfig config) {
        this.config = config;
    }

    DynamoDbClient ownControl() {
        return control(
                config.region(),
                config.controlEndpoint(),
                new Limits(CONNECT, ANSWER, CALL, AwsRetryStrategy.standardRetryStrategy()));
    }

    DynamoDbClient peerControl() {
        Duration limit = config.fenceTimeout();
        return control(
                config.peerRegion(),
                config.peerControlEndpoint(),
                new Limits(limit, limit, limit, AwsRetryStrategy.doNotRetry()));
    }

    /** Only reprotect asks it, which has time. */
    RdsClient peerRds() {
        return RdsClient.builder()
                .region(Region.of(config.peerRegion()))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(CALL))
                .overrideConfiguration(o -> o.apiCallTimeout(CALL))
                .build();
    }

    SecretsManagerClient secrets() {
        var builder = SecretsManagerClient.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                .overrideConfiguration(o -> o.apiCallTimeout(CALL));
        config.secretsEndpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private DynamoDbClient control(String region, Optional<URI> endpoint, Limits limits) {
        var builder = DynamoDbClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(limits.connect)
                        .socketTimeout(limits.answer))
                .endpointDiscoveryEnabled(false)
                .accountIdEndpointMode(AccountIdEndpointMode.DISABLED)
                .overrideConfiguration(o -> o.apiCallTimeout(limits.call).retryStrategy(limits.retries));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private record Limits(Duration connect, Duration answer, Duration call, RetryStrategy retries) {}
}
