package dev.drlab.lab;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.environment.Variables;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment of a region's service tasks. The guard looks every 100 ms, so a switchover is noticed about as soon as
 * it happens; on AWS it looks every 2 s.
 */
record ServiceEnvironment(
        String region,
        String controlTable,
        PostgresServer server,
        URI ownControl,
        URI peerControl,
        URI peerService,
        String bucket,
        URI objects,
        LabSecrets secrets,
        Duration clockOffset) {
    /** The variables of the task that listens on {@code port}. */
    Map<String, String> forTask(int port) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(Variables.REGION, region);
        variables.put(Variables.PEER_REGION, RegionNames.peerOf(region));
        variables.put(Variables.HOST, "127.0.0.1");
        variables.put(Variables.PORT, Integer.toString(port));
        variables.put(Variables.DB_URL, server.jdbcUrl(DatabaseNames.DATABASE));
        variables.put(Variables.DB_WRITER_PASSWORD, secrets.writer());
        variables.put(Variables.DB_READER_PASSWORD, secrets.reader());
        variables.put(Variables.CONTROL_TABLE, controlTable);
        variables.put(Variables.CONTROL_ENDPOINT, ownControl.toString());
        variables.put(Variables.PEER_CONTROL_ENDPOINT, peerControl.toString());
        variables.put(Variables.PEER_URL, peerService.toString());
        variables.put(Variables.FORWARD_SECRET, secrets.forward());
        variables.put(Variables.OBJECTS_BUCKET, bucket);
        variables.put(Variables.OBJECTS_ENDPOINT, objects.toString());
        variables.put(Variables.POLL_MILLIS, Long.toString(LabRegion.GUARD_POLL.toMillis()));
        variables.put(Variables.COLD_START_MILLIS, Long.toString(LabRegion.COLD_START.toMillis()));
        variables.put(Variables.CLOCK_OFFSET_MILLIS, Long.toString(clockOffset.toMillis()));
        variables.put("AWS_ACCESS_KEY_ID", "lab");
        variables.put("AWS_SECRET_ACCESS_KEY", "lab");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        return variables;
    }
}
