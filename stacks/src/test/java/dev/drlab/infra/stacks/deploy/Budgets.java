package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Subscribers of a budget's notifications, and its tags. */
final class Budgets {
    private final Map<String, JsonNode> subscribers = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> tags = new ConcurrentHashMap<>();

    AwsResponse answer(AwsRequest request, EmulatorGap.Emulator moto) throws IOException, InterruptedException {
        ObjectNode body = Json.object(request.text());
        switch (request.operation()) {
            case "CreateBudget" -> {
                tags.put(
                        "arn:aws:budgets::" + body.path("AccountId").asText() + ":budget/"
                                + body.at("/Budget/BudgetName").asText(),
                        body.path("ResourceTags"));
                return moto.send(request);
            }
            case "CreateNotification" -> {
                subscribers.put(notification(body), body.path("Subscribers"));
                return moto.send(request);
            }
            case "DescribeSubscribersForNotification" -> {
                return answer("Subscribers", subscribers.get(notification(body)));
            }
            default -> {
                return answer("ResourceTags", tags.get(body.path("ResourceARN").asText()));
            }
        }
    }

    private static AwsResponse answer(String name, JsonNode value) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set(name, value == null || value.isMissingNode() ? Json.MAPPER.createArrayNode() : value);
        return AwsResponse.json(answer.toString());
    }

    private static String notification(ObjectNode body) {
        return body.path("BudgetName").asText() + " "
                + body.at("/Notification/NotificationType").asText();
    }
}
