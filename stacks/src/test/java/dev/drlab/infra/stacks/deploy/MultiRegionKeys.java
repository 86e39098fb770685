package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Multi-region KMS keys: the properties that a replica does not share. */
final class MultiRegionKeys {
    private MultiRegionKeys() {}

    /** Replicates the key, then sets the policy, the tags and the description that the request names. */
    static AwsResponse replicate(AwsRequest request, EmulatorGap.Emulator moto)
            throws IOException, InterruptedException {
        AwsResponse answer = moto.send(request);
        if (answer.status() != 200) {
            return answer;
        }
        ObjectNode wanted = Json.object(request.text());
        if (!wanted.hasNonNull("Description")) {
            wanted.put("Description", "");
        }
        JsonNode replica = Json.object(answer.text()).path("ReplicaKeyMetadata");
        for (Map.Entry<String, List<String>> own : Map.of(
                        "PutKeyPolicy", List.of("Policy"),
                        "TagResource", List.of("Tags"),
                        "UpdateKeyDescription", List.of("Description"))
                .entrySet()) {
            ObjectNode call = Json.MAPPER
                    .createObjectNode()
                    .put("KeyId", replica.path("Arn").asText());
            call.put("PolicyName", "default");
            own.getValue().forEach(member -> call.set(member, wanted.get(member)));
            if (own.getValue().stream().allMatch(wanted::hasNonNull)) {
                AwsResponse result = moto.send(request.calling(
                        own.getKey(), wanted.path("ReplicaRegion").asText(), call.toString()));
                if (result.status() != 200) {
                    return result;
                }
            }
        }
        return answer;
    }

    /** Describes the key, with the primary key's ARN as the primary. */
    static AwsResponse describe(AwsRequest request, EmulatorGap.Emulator moto)
            throws IOException, InterruptedException {
        AwsResponse answer = moto.send(request);
        ObjectNode described = Json.object(answer.text());
        JsonNode metadata = described.path("KeyMetadata");
        if (metadata.path("MultiRegionConfiguration") instanceof ObjectNode configuration) {
            boolean primary =
                    metadata.path("Arn").equals(configuration.path("PrimaryKey").path("Arn"));
            configuration.put("MultiRegionKeyType", primary ? "PRIMARY" : "REPLICA");
            return AwsResponse.json(described.toString());
        }
        return answer;
    }
}
