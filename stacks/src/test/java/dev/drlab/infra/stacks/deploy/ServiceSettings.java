package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Members of an ECS service that the emulator does not keep. The running count equals the desired count. */
final class ServiceSettings {
    private static final List<String> FORGOTTEN =
            List.of("enableECSManagedTags", "healthCheckGracePeriodSeconds", "availabilityZoneRebalancing");

    /** Settings by the service's ARN. */
    private final Map<String, ObjectNode> settings = new ConcurrentHashMap<>();

    AwsResponse answer(AwsRequest request, EmulatorGap.Emulator moto) throws IOException, InterruptedException {
        AwsResponse answer = moto.send(request);
        ObjectNode body = Json.object(answer.text());
        ObjectNode wanted = Json.object(request.text());
        if (body.path("service") instanceof ObjectNode service) {
            ObjectNode kept = settings.computeIfAbsent(
                    service.path("serviceArn").asText(),
                    arn -> Json.MAPPER.createObjectNode().put("availabilityZoneRebalancing", "DISABLED"));
            FORGOTTEN.stream().filter(wanted::hasNonNull).forEach(name -> kept.set(name, wanted.get(name)));
            complete(service);
        }
        body.path("services").forEach(this::complete);
        return answer.status() == 200 ? AwsResponse.json(body.toString()) : answer;
    }

    private void complete(JsonNode service) {
        ObjectNode kept = settings.get(service.path("serviceArn").asText());
        if (kept != null) {
            ((ObjectNode) service).setAll(kept);
            ((ObjectNode) service).set("runningCount", service.path("desiredCount"));
        }
    }
}
