package dev.drlab.service;

import dev.drlab.contract.authority.ControlTable;
import dev.drlab.service.guard.RecordTable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The clients of both regions' control tables. No retries: the guard's next reading is the retry, and knows more. */
final class ControlClients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final SdkHttpClient http;
    private final DynamoDbClient own;
    private final DynamoDbClient peer;
    private final String tableName;

    ControlClients(ServiceConfig config) {
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ANSWER)
                .build();
        AwsCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        this.own = client(config.region(), config.controlEndpoint(), credentials);
        this.peer = client(config.peerRegion(), config.peerControlEndpoint(), credentials);
        this.tableName = config.controlTable();
    }

    private DynamoDbClient client(String region, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
        var builder = DynamoDbClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .endpointDiscoveryEnabled(false)
                .accountIdEndpointMode(AccountIdEndpointMode.DISABLED)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** This region's table. */
    RecordTable ownTable() {
        return RecordTable.of(new ControlTable(own, tableName));
    }

    /** The peer's table. */
    RecordTable peerTable() {
        return RecordTable.of(new ControlTable(peer, tableName));
    }

    @Override
    public void close() {
        own.close();
        peer.close();
        http.close();
    }
}
