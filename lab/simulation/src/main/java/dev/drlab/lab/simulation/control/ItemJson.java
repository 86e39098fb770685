package dev.drlab.lab.simulation.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.lab.simulation.control.expression.Errors;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items in DynamoDB's JSON: {@code {"pk": {"S": "lock"}, "epoch": {"N": "3"}}}; the types S, N and BOOL. */
final class ItemJson {
    private ItemJson() {}

    static ObjectNode json(Map<String, AttributeValue> item) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(item).forEach((name, value) -> node.set(name, json(value)));
        return node;
    }

    static Map<String, AttributeValue> item(JsonNode node) {
        requireObject(node);
        Map<String, AttributeValue> item = new HashMap<>();
        node.properties().forEach(entry -> item.put(entry.getKey(), value(entry.getKey(), entry.getValue())));
        return item;
    }

    private static ObjectNode json(AttributeValue value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return switch (value.type()) {
            case S -> node.put("S", value.s());
            case N -> node.put("N", value.n());
            case BOOL -> node.put("BOOL", value.bool());
            default -> throw new IllegalArgumentException("no item holds an attribute of type " + value.type());
        };
    }

    private static AttributeValue value(String name, JsonNode node) {
        requireObject(node);
        if (node.size() != 1) {
            throw Errors.validation("Supplied AttributeValue is empty or has more than one datatype, must contain"
                    + " exactly one of the supported datatypes: " + name);
        }
        Map.Entry<String, JsonNode> typed = node.properties().iterator().next();
        JsonNode value = typed.getValue();
        return switch (typed.getKey()) {
            case "S" -> AttributeValue.fromS(text(name, value));
            case "N" -> AttributeValue.fromN(text(name, value));
            case "BOOL" -> {
                if (!value.isBoolean()) {
                    throw new MalformedException(name + " is no BOOL: " + value);
                }
                yield AttributeValue.fromBool(value.booleanValue());
            }
            default -> throw Errors.notModelled("attribute type " + typed.getKey() + " (" + name + ")");
        };
    }

    private static String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw new MalformedException(name + " is no string: " + value);
        }
        return value.textValue();
    }

    private static void requireObject(JsonNode node) {
        if (!node.isObject()) {
            throw new MalformedException("expected an object, got " + node);
        }
    }

    /** JSON of the wrong shape. */
    static final class MalformedException extends RuntimeException {
        MalformedException(String message) {
            super(message);
        }
    }
}
