package dev.drlab.statemachine.expression;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Between JSON trees and the interpreter's plain Java values. Each way copies, since the interpreter hands out parts of
 * its input. A JSON null is {@link Jsonata#NULL_VALUE} there; a Java null means undefined.
 */
final class Values {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Integers up to here are exact in a JSON number as JavaScript reads it. */
    private static final double MAX_EXACT_INTEGER = 9_007_199_254_740_992d;

    private Values() {}

    static Object toJava(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> Jsonata.NULL_VALUE;
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case NUMBER -> number(node);
            case ARRAY -> list(node);
            case OBJECT -> map(node);
            case BINARY, POJO -> throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
        };
    }

    private static Object number(JsonNode node) {
        if (node.isInt()) {
            return node.intValue();
        }
        return node.isLong() ? (Object) node.longValue() : (Object) node.doubleValue();
    }

    private static List<Object> list(JsonNode array) {
        List<Object> values = new ArrayList<>(array.size());
        array.forEach(item -> values.add(toJava(item)));
        return values;
    }

    private static Map<String, Object> map(JsonNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.properties().forEach(field -> values.put(field.getKey(), toJava(field.getValue())));
        return values;
    }

    /** @throws EvaluationException for what JSON cannot carry: a function */
    static JsonNode toJson(Object value) throws EvaluationException {
        if (value == null || value == Jsonata.NULL_VALUE) {
            return NullNode.getInstance();
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof List<?> items) {
            return array(items);
        }
        if (value instanceof Map<?, ?> fields) {
            return object(fields);
        }
        throw new EvaluationException(
                "the result is, or contains, a function; only JSON values can leave an expression");
    }

    private static JsonNode number(Number number) {
        if (number instanceof Long whole) {
            return NODES.numberNode(whole);
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            return NODES.textNode(Double.toString(value)); // as measured on AWS: the string "Infinity"
        }
        if (value == Math.rint(value) && Math.abs(value) <= MAX_EXACT_INTEGER) {
            long whole = (long) value;
            return whole == (int) whole ? NODES.numberNode((int) whole) : NODES.numberNode(whole);
        }
        return NODES.numberNode(value);
    }

    private static ArrayNode array(List<?> items) throws EvaluationException {
        ArrayNode array = NODES.arrayNode(items.size());
        for (Object item : items) {
            array.add(toJson(item));
        }
        return array;
    }

    private static ObjectNode object(Map<?, ?> fields) throws EvaluationException {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            if (field.getValue() != null) { // undefined fields are left out, as in JSON.stringify
                object.set(String.valueOf(field.getKey()), toJson(field.getValue()));
            }
        }
        return object;
    }
}
