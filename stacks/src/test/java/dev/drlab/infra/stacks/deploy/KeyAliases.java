package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Aliases of KMS keys. They belong to a region, even those of multi-region keys. */
final class KeyAliases {
    /** Aliases by ARN. */
    private final Map<String, ObjectNode> aliases = new TreeMap<>();

    synchronized AwsResponse answer(AwsRequest request) {
        ObjectNode wanted = Json.object(request.text());
        String prefix = "arn:aws:kms:" + request.region() + ":" + AwsRequest.ACCOUNT + ":";
        String name = wanted.path("AliasName").asText();
        switch (request.operation()) {
            case "CreateAlias", "UpdateAlias" -> {
                if (request.operation().equals("CreateAlias") && aliases.containsKey(prefix + name)) {
                    return AwsResponse.error(request, "AlreadyExistsException", prefix + name);
                }
                aliases.put(
                        prefix + name,
                        wanted.deepCopy().put("AliasArn", prefix + name).put("CreationDate", 1));
                return AwsResponse.json("{}");
            }
            case "DeleteAlias" -> {
                aliases.remove(prefix + name);
                return AwsResponse.json("{}");
            }
            default -> {
                ObjectNode answer = Json.MAPPER.createObjectNode().put("Truncated", false);
                ArrayNode list = answer.putArray("Aliases");
                aliases.forEach((arn, alias) -> {
                    if (arn.startsWith(prefix)) {
                        list.add(alias.deepCopy());
                    }
                });
                return AwsResponse.json(answer.toString());
            }
        }
    }
}
