package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Members of a Lambda function's configuration that the emulator does not keep. */
final class FunctionSettings {
    private static final List<String> FORGOTTEN = List.of("KMSKeyArn", "LoggingConfig");

    /** Settings by the function's ARN. */
    private final Map<String, ObjectNode> settings = new ConcurrentHashMap<>();

    AwsResponse answer(AwsRequest request, EmulatorGap.Emulator moto) throws IOException, InterruptedException {
        AwsResponse answer = moto.send(request);
        if (answer.status() >= 300) {
            return answer;
        }
        ObjectNode body = Json.object(answer.text());
        JsonNode configuration = body.has("Configuration") ? body.get("Configuration") : body;
        ObjectNode kept = settings.computeIfAbsent(
                configuration.path("FunctionArn").asText(), arn -> Json.MAPPER.createObjectNode());
        if (!request.method().equals("GET")) {
            ObjectNode wanted = Json.object(request.text());
            FORGOTTEN.stream().filter(wanted::hasNonNull).forEach(name -> kept.set(name, wanted.get(name)));
        }
        ((ObjectNode) configuration).setAll(kept);
        return AwsResponse.json(body.toString()).withStatus(answer.status());
    }
}
