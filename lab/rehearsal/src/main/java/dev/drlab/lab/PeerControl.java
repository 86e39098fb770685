package dev.drlab.lab;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The real SDK client by which one region reaches the other's control table, over the link. */
final class PeerControl {
    /** A lost peer must not hold up an activation for longer than a fence may take. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    private PeerControl() {}

    static DynamoDbClient client(URI endpoint, String peerRegion) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(peerRegion))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TIME_LIMIT)
                        .socketTimeout(TIME_LIMIT))
                .overrideConfiguration(
                        c -> c.apiCallTimeout(TIME_LIMIT).retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }
}
