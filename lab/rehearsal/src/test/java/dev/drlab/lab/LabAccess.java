package dev.drlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.ControlTableNames;
import dev.drlab.contract.authority.LockItem;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.lab.simulation.aws.rds.LabDbInstance;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;

/** Lets the tests of other packages reach what a lab does not offer to its users. */
public final class LabAccess {
    private static final ObjectMapper JSON = Json.mapper();

    private LabAccess() {}

    /** Runs {@code activate} with an input that {@link ActivateInput} would not make. */
    public static ExecutionResult activate(Lab lab, String region, JsonNode input, ExecutionListener listener) {
        return lab.stateMachines(region).run(lab.activateDefinition(), "test", input, listener);
    }

    /** Runs {@code reprotect} with an input that {@link ReprotectInput} would not make. */
    public static ExecutionResult reprotect(Lab lab, String region, JsonNode input, ExecutionListener listener) {
        return lab.stateMachines(region).run(lab.reprotectDefinition(), "test", input, listener);
    }

    /** The region's database as its RDS describes it; empty when there is none. */
    public static Optional<DBInstance> database(Lab lab, String region) {
        return rds(lab, region)
                .describeDBInstances(DescribeDbInstancesRequest.builder().build())
                .dbInstances()
                .stream()
                .filter(instance -> instance.dbInstanceIdentifier().equals(LabRunbook.databaseIdentifier(region)))
                .findFirst();
    }

    /** Shows the region's database as {@code backing-up}, or no longer. */
    public static void backingUp(Lab lab, String region, boolean backingUp) {
        instance(lab, region).backingUp(backingUp);
    }

    /** New replicas of the region stay {@code creating}, or no longer. */
    public static void holdCreations(Lab lab, String region, boolean held) {
        lab.region(region).rds().holdCreations(held);
    }

    /** The storage of the region's database has grown to so many GiB. */
    public static void storageGrew(Lab lab, String region, int gib) {
        instance(lab, region).storageGrew(gib);
    }

    private static LabDbInstance instance(Lab lab, String region) {
        return lab.region(region)
                .rds()
                .instance(LabRunbook.databaseIdentifier(region))
                .orElseThrow();
    }

    /** The server behind an instance of the region. */
    public static PostgresServer server(Lab lab, String region, String identifier) {
        return lab.region(region).rds().instance(identifier).orElseThrow().server();
    }

    /** The region's RDS as its state machines reach it. */
    public static RdsClient rds(Lab lab, String region) {
        return (RdsClient) lab.region(region).clients().get("rds").get();
    }

    /** Has the region's agent do one thing. */
    public static JsonNode agent(Lab lab, String region, JsonNode request) {
        return lab.stateMachines(region).agent().handle(request);
    }

    /** Makes the region's database anew as a replica of its peer's. */
    public static void rebuildAsReplica(Lab lab, String region) {
        lab.rebuildAsReplica(region);
    }

    /** The region's runbook parameter. */
    public static ObjectNode runbook(Lab lab, String region) {
        String json = lab.region(region)
                .ssm()
                .getParameter(get -> get.name(Runbook.PARAMETER))
                .parameter()
                .value();
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the region's runbook parameter. */
    public static void runbook(Lab lab, String region, ObjectNode runbook) {
        lab.region(region).ssm().set(Runbook.PARAMETER, runbook.toString());
    }

    /** The region's control table is as one that was made anew: without its authority record. The region must be up. */
    public static void loseRecord(Lab lab, String region) {
        controlTable(lab, region)
                .deleteItem(delete -> delete.tableName(LabRunbook.CONTROL_TABLE)
                        .key(Map.of(ControlTableNames.KEY, AttributeValue.fromS(ControlTableNames.AUTHORITY))));
    }

    /** Who holds the region's lock; the region must be up. */
    public static Optional<String> lockOwner(Lab lab, String region) {
        return LockItem.of(controlTable(lab, region)
                        .getItem(get -> get.tableName(LabRunbook.CONTROL_TABLE)
                                .key(LockItem.key())
                                .consistentRead(true))
                        .item())
                .map(LockItem::owner);
    }

    private static DynamoDbClient controlTable(Lab lab, String region) {
        return (DynamoDbClient) lab.region(region).clients().get("dynamodb").get();
    }
}
