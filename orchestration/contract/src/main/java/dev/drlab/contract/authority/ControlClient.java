package dev.drlab.contract.authority;

import dev.drlab.contract.client.CallLimits;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Clients of a region's control table. They look for no other endpoint than the region's: that would be one more call. */
public final class ControlClient {
    private ControlClient() {}

    /**
     * The caller closes it.
     *
     * @param endpoint in place of the region's own
     */
    public static DynamoDbClient of(
            String region, Optional<URI> endpoint, AwsCredentialsProvider credentials, CallLimits limits) {
        DynamoDbClientBuilder builder = limits.on(DynamoDbClient.builder())
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .endpointDiscoveryEnabled(false)
                .accountIdEndpointMode(AccountIdEndpointMode.DISABLED);
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
