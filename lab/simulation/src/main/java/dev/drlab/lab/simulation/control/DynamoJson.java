package dev.drlab.lab.simulation.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.lab.simulation.control.expression.Errors;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.utils.builder.Buildable;

/** Requests and answers of DynamoDB's JSON protocol, by the SDK's own description of their members. */
final class DynamoJson {
    private DynamoJson() {}

    /**
     * Fills {@code builder} from {@code body}.
     *
     * @throws ItemJson.MalformedException for JSON of the wrong shape
     */
    static <T> T read(JsonNode body, SdkPojo builder, Class<T> type) {
        if (!body.isObject()) {
            throw new ItemJson.MalformedException("expected an object, got " + body);
        }
        Map<String, SdkField<?>> fields = new HashMap<>();
        builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
        body.properties().forEach(member -> {
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                throw Errors.notModelled("member " + member.getKey());
            }
            if (!member.getValue().isNull()) {
                field.set(builder, value(field, member.getValue()));
            }
        });
        return type.cast(((Buildable) builder).build());
    }

    private static Object value(SdkField<?> field, JsonNode node) {
        return switch (field.locationName()) {
            case "Key", "Item", "ExpressionAttributeValues" -> ItemJson.item(node);
            case "ExpressionAttributeNames" -> names(node);
            case "ConsistentRead" -> {
                if (!node.isBoolean()) {
                    throw new ItemJson.MalformedException("ConsistentRead is no boolean: " + node);
                }
                yield node.booleanValue();
            }
            default -> {
                if (!node.isTextual()) {
                    throw Errors.notModelled("member " + field.locationName());
                }
                yield node.textValue();
            }
        };
    }

    private static Map<String, String> names(JsonNode node) {
        Map<String, String> names = new HashMap<>();
        node.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw new ItemJson.MalformedException(entry.getKey() + " is no string: " + entry.getValue());
            }
            names.put(entry.getKey(), entry.getValue().textValue());
        });
        return names;
    }

    /** {@code {member: item}}; an empty object where there is no item. */
    static ObjectNode answer(String member, Map<String, AttributeValue> item) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (!item.isEmpty()) {
            node.set(member, ItemJson.json(item));
        }
        return node;
    }
}
