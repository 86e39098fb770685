package dev.drlab.lab.cloud;

import dev.drlab.lab.postgres.PostgresServer;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Makes a region's database a replica of one in another region: what the lab's RDS does in the background. */
public interface ReplicaBuilder {
    /** The instance with that ARN as its region's RDS describes it; empty when there is none, or RDS there is dark. */
    Optional<DBInstance> source(String arn);

    /** The server that a new instance runs on; it does not run, and has no data. */
    PostgresServer server();

    /**
     * Fills the server with the source's data and starts it; returns when it accepts connections.
     *
     * @throws dev.drlab.lab.LabException when that fails
     */
    void build();
}
