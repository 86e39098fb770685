package dev.drlab.lab.simulation.aws.rds;

import dev.drlab.lab.simulation.postgres.PostgresServer;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Makes a region's database a replica of one in another region: what the lab's RDS does in the background. */
public interface ReplicaBuilder {
    /** The instance with that ARN as its region's RDS describes it; empty when there is none, or RDS there is dark. */
    Optional<DBInstance> source(String arn);

    /** The server that a new instance runs on; it does not run, and has no data. */
    PostgresServer server();

    /**
     * Moves an instance's data away from the server that the region's endpoint leads to, to one with an endpoint of its own:
     * what renaming an instance amounts to. RDS starts it.
     *
     * @param identifier the instance's new name
     * @return the server that the instance runs on from now on
     * @throws dev.drlab.lab.simulation.LabException when that fails
     */
    PostgresServer moveAway(PostgresServer server, String identifier);

    /**
     * Fills the server with the source's data; RDS starts it.
     *
     * @throws dev.drlab.lab.simulation.LabException when that fails; the server has no data then
     */
    void fill();
}
