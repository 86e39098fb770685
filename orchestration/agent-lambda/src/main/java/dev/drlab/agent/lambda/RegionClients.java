package dev.drlab.agent.lambda;

import dev.drlab.contract.authority.ControlClient;
import dev.drlab.contract.client.CallLimits;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The function's SDK clients; they live as long as it does. Own region: short answers, the SDK's retries. Peer: one
 * attempt within the fence's time, because a lost peer must not hold up an activation.
 */
final class RegionClients {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration CALL = Duration.ofSeconds(8);
    private static final CallLimits OWN =
            CallLimits.of(CONNECT, Duration.ofSeconds(2)).within(CALL);

    private final LambdaConfig config;
    private final AwsCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();

    RegionClients(LambdaConfig config) {
        this.config = config;
    }

    DynamoDbClient ownControl() {
        return ControlClient.of(
                config.region(),
                config.controlEndpoint(),
                credentials,
                OWN.repeated(AwsRetryStrategy.standardRetryStrategy()));
    }

    DynamoDbClient peerControl() {
        return ControlClient.of(
                config.peerRegion(), config.peerControlEndpoint(), credentials, CallLimits.once(config.fenceTimeout()));
    }

    /** Only reprotect asks it, which has time. */
    RdsClient peerRds() {
        return CallLimits.of(CONNECT, CALL)
                .within(CALL)
                .on(RdsClient.builder())
                .region(Region.of(config.peerRegion()))
                .credentialsProvider(credentials)
                .build();
    }

    SecretsManagerClient secrets() {
        var builder = OWN.on(SecretsManagerClient.builder())
                .region(Region.of(config.region()))
                .credentialsProvider(credentials);
        config.secretsEndpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
