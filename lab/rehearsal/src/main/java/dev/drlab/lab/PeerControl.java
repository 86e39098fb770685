package dev.drlab.lab;

import dev.drlab.contract.authority.ControlClient;
import dev.drlab.contract.client.CallLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The real SDK client by which one region reaches the other's control table, over the link. */
final class PeerControl {
    /** A lost peer must not hold up an activation for longer than a fence may take. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    private PeerControl() {}

    static DynamoDbClient client(URI endpoint, String peerRegion) {
        return ControlClient.of(
                peerRegion,
                Optional.of(endpoint),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")),
                CallLimits.once(TIME_LIMIT));
    }
}
