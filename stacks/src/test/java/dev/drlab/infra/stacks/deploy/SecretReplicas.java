package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of the replicas of secrets. */
final class SecretReplicas {
    /** Keys by the secret's name and the replica's region. */
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    AwsResponse answer(AwsRequest request, EmulatorGap.Emulator moto) throws IOException, InterruptedException {
        AwsResponse answer = moto.send(request);
        ObjectNode body = Json.object(answer.text());
        String name = body.path("Name").asText();
        for (JsonNode replica : Json.object(request.text()).path("AddReplicaRegions")) {
            if (replica.hasNonNull("KmsKeyId")) {
                keys.put(
                        name + " " + replica.path("Region").asText(),
                        replica.path("KmsKeyId").asText());
            }
        }
        for (JsonNode replica : body.path("ReplicationStatus")) {
            String key = keys.get(name + " " + replica.path("Region").asText());
            if (key != null) {
                ((ObjectNode) replica).put("KmsKeyId", key);
            }
        }
        return answer.status() == 200 ? AwsResponse.json(body.toString()) : answer;
    }
}
