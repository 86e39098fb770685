package dev.drlab.drill.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.console.CannotRunException;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import java.time.Duration;
import java.util.Objects;

/**
 * The fields of a region's runbook parameter that a drill reads.
 *
 * @param region whose runbook it is
 * @param peerRegion the other one
 * @param ecsCluster name of the service's cluster
 * @param ecsService name of the service
 * @param dbInstance identifier of the region's database
 * @param traffic how long the state machine waits for traffic; a client may have to wait as long for DNS
 */
public record RegionFacts(
        String region, String peerRegion, String ecsCluster, String ecsService, String dbInstance, Duration traffic) {
    /** The parameter's name. */
    public static final String PARAMETER = Runbook.PARAMETER;

    /** @throws NullPointerException if a component is null */
    public RegionFacts {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(peerRegion, "peerRegion");
        Objects.requireNonNull(ecsCluster, "ecsCluster");
        Objects.requireNonNull(ecsService, "ecsService");
        Objects.requireNonNull(dbInstance, "dbInstance");
        Objects.requireNonNull(traffic, "traffic");
    }

    /**
     * Reads it.
     *
     * @throws CannotRunException naming the field that is missing
     */
    public static RegionFacts of(String json) throws CannotRunException {
        JsonNode runbook;
        try {
            runbook = Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new CannotRunException(
                    "the parameter " + PARAMETER + " is no JSON; deploy the orchestration again", e);
        }
        return new RegionFacts(
                text(runbook, RunbookField.REGION),
                text(runbook, RunbookField.PEER_REGION),
                text(runbook, RunbookField.ECS_CLUSTER),
                text(runbook, RunbookField.ECS_SERVICE),
                text(runbook, RunbookField.DB_INSTANCE),
                Duration.ofSeconds(
                        runbook.path(RunbookField.TRAFFIC_SECONDS.label()).asLong()));
    }

    private static String text(JsonNode runbook, RunbookField field) throws CannotRunException {
        String value = runbook.path(field.label()).asText();
        if (value.isEmpty()) {
            throw new CannotRunException(
                    "the parameter " + PARAMETER + " has no " + field.label() + "; deploy the orchestration again");
        }
        return value;
    }
}
