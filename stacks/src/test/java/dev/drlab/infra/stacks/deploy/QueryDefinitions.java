package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Saved queries of CloudWatch Logs Insights. */
final class QueryDefinitions {
    /** Queries by region, then by id. */
    private final Map<String, Map<String, ObjectNode>> regions = new TreeMap<>();

    synchronized AwsResponse answer(AwsRequest request) {
        Map<String, ObjectNode> definitions = regions.computeIfAbsent(request.region(), region -> new TreeMap<>());
        ObjectNode wanted = Json.object(request.text());
        return switch (request.operation()) {
            case "PutQueryDefinition" -> put(definitions, wanted);
            case "DescribeQueryDefinitions" -> {
                ObjectNode answer = Json.MAPPER.createObjectNode();
                ArrayNode list = answer.putArray("queryDefinitions");
                definitions.values().forEach(each -> list.add(each.deepCopy()));
                yield AwsResponse.json(answer.toString());
            }
            default ->
                AwsResponse.json("{\"success\":"
                        + (definitions.remove(wanted.path("queryDefinitionId").asText()) != null) + "}");
        };
    }

    private static AwsResponse put(Map<String, ObjectNode> definitions, ObjectNode wanted) {
        String name = wanted.path("name").asText();
        String id = wanted.path("queryDefinitionId")
                .asText(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString());
        ObjectNode definition = wanted.deepCopy();
        definition.remove("clientToken");
        definitions.put(id, definition.put("queryDefinitionId", id).put("lastModified", 1));
        return AwsResponse.json("{\"queryDefinitionId\":\"" + id + "\"}");
    }
}
