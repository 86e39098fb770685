package dev.drlab.service;

import dev.drlab.contract.authority.ControlClient;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.client.CallLimits;
import dev.drlab.service.guard.RecordTable;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The clients of both regions' control tables. No retries: the guard's next reading is the retry, and knows more. */
final class ControlClients implements AutoCloseable {
    private static final CallLimits LIMITS =
            CallLimits.of(Duration.ofSeconds(1), Duration.ofSeconds(1)).unrepeated();

    private final DynamoDbClient own;
    private final DynamoDbClient peer;
    private final String tableName;

    ControlClients(ServiceConfig config) {
        AwsCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        this.own = ControlClient.of(config.region(), config.controlEndpoint(), credentials, LIMITS);
        this.peer = ControlClient.of(config.peerRegion(), config.peerControlEndpoint(), credentials, LIMITS);
        this.tableName = config.controlTable();
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
    }
}
