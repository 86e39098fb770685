package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Tags of Application Auto Scaling's targets. */
final class ScalableTargetTags {
    private final Map<String, ObjectNode> tags = new TreeMap<>();

    synchronized AwsResponse answer(AwsRequest request, EmulatorGap.Emulator moto)
            throws IOException, InterruptedException {
        ObjectNode wanted = Json.object(request.text());
        if (request.operation().equals("RegisterScalableTarget")) {
            AwsResponse answer = moto.send(request);
            ofTarget(Json.object(answer.text()).path("ScalableTargetARN").asText())
                    .setAll(wanted.withObjectProperty("Tags"));
            return answer;
        }
        ObjectNode target = ofTarget(wanted.path("ResourceARN").asText());
        switch (request.operation()) {
            case "ListTagsForResource" -> {
                return AwsResponse.json(
                        Json.MAPPER.createObjectNode().set("Tags", target).toString());
            }
            case "TagResource" -> target.setAll(wanted.withObjectProperty("Tags"));
            default -> wanted.path("TagKeys").forEach(key -> target.remove(key.asText()));
        }
        return AwsResponse.json("{}");
    }

    private ObjectNode ofTarget(String arn) {
        return tags.computeIfAbsent(arn, key -> Json.MAPPER.createObjectNode());
    }
}
