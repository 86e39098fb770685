package dev.drlab.statemachine.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Between JSON and the SDK's request and response classes, for any operation. Blobs are base64, instants ISO-8601, enums
 * their wire strings; a field that is not set is left out. Document types do not occur in what drlab calls.
 */
public final class SdkBridge {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SdkBridge() {}

    /**
     * Makes an SDK object of the class {@code type}. A JSON null leaves its field unset.
     *
     * @throws ParameterException if {@code json} has a field that the class has not, or a value of another type
     */
    public static Object toSdk(Class<? extends SdkPojo> type, JsonNode json) throws ParameterException {
        return build(SdkShape.newBuilder(type), SdkShape.of(type), "", json);
    }

    private static Object build(SdkPojo builder, SdkShape shape, String path, JsonNode json) throws ParameterException {
        require(json.isObject(), path, "an object", json);
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String fieldPath = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            Optional<SdkField<?>> field = shape.field(entry.getKey());
            if (field.isEmpty()) {
                throw new ParameterException(
                        fieldPath,
                        "there is no such parameter"
                                + shape.closest(entry.getKey())
                                        .map(name -> "; did you mean " + name + "?")
                                        .orElse(""));
            }
            if (!entry.getValue().isNull()) {
                field.get().set(builder, value(field.get(), fieldPath, entry.getValue()));
            }
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static Object value(SdkField<?> field, String path, JsonNode json) throws ParameterException {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.STRING) {
            require(json.isTextual(), path, "a string", json);
            return json.textValue();
        }
        if (type == MarshallingType.BOOLEAN) {
            require(json.isBoolean(), path, "true or false", json);
            return json.booleanValue();
        }
        if (type == MarshallingType.SDK_POJO) {
            return build(field.constructor().get(), SdkShape.ofNested(field), path, json);
        }
        if (type == MarshallingType.LIST) {
            return list(field, path, json);
        }
        if (type == MarshallingType.MAP) {
            return map(field, path, json);
        }
        if (type == MarshallingType.INSTANT) {
            return instant(path, json);
        }
        if (type == MarshallingType.SDK_BYTES) {
            return bytes(path, json);
        }
        return number(type, path, json);
    }

    private static Object number(MarshallingType<?> type, String path, JsonNode json) throws ParameterException {
        if (type == MarshallingType.INTEGER) {
            require(json.isInt(), path, "an integer", json);
            return json.intValue();
        }
        if (type == MarshallingType.LONG) {
            require(json.isIntegralNumber() && json.canConvertToLong(), path, "an integer", json);
            return json.longValue();
        }
        require(json.isNumber(), path, "a number", json);
        if (type == MarshallingType.DOUBLE) {
            return json.doubleValue();
        }
        if (type == MarshallingType.FLOAT) {
            return json.floatValue();
        }
        if (type == MarshallingType.BIG_DECIMAL) {
            return json.decimalValue();
        }
        if (type == MarshallingType.SHORT) {
            return json.shortValue();
        }
        throw new ParameterException(path, "the bridge has no type " + type);
    }

    private static List<Object> list(SdkField<?> field, String path, JsonNode json) throws ParameterException {
        require(json.isArray(), path, "an array", json);
        SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
        List<Object> items = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            items.add(value(member, path + "[" + i + "]", json.get(i)));
        }
        return items;
    }

    private static Map<String, Object> map(SdkField<?> field, String path, JsonNode json) throws ParameterException {
        require(json.isObject(), path, "an object", json);
        SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            values.put(entry.getKey(), value(member, path + "." + entry.getKey(), entry.getValue()));
        }
        return values;
    }

    private static Instant instant(String path, JsonNode json) throws ParameterException {
        require(json.isTextual(), path, "an ISO-8601 timestamp", json);
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(json.textValue(), Instant::from);
        } catch (DateTimeException e) {
            throw new ParameterException(path, "must be an ISO-8601 timestamp, got " + json);
        }
    }

    private static SdkBytes bytes(String path, JsonNode json) throws ParameterException {
        require(json.isTextual(), path, "a base64 string", json);
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(json.textValue()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(path, "must be a base64 string: " + e.getMessage());
        }
    }

    private static void require(boolean holds, String path, String what, JsonNode json) throws ParameterException {
        if (!holds) {
            throw new ParameterException(path.isEmpty() ? "(all)" : path, "must be " + what + ", got " + json);
        }
    }

    /** The JSON of an SDK object. */
    public static ObjectNode toJson(SdkPojo pojo) {
        ObjectNode json = NODES.objectNode();
        SdkShape.of(pojo.getClass()).fields().forEach((name, field) -> {
            Object value = field.getValueOrDefault(pojo);
            boolean unset = value == null
                    || value instanceof SdkAutoConstructList<?>
                    || value instanceof SdkAutoConstructMap<?, ?>;
            if (!unset) {
                json.set(name, valueToJson(value));
            }
        });
        return json;
    }

    private static JsonNode valueToJson(Object value) {
        if (value instanceof SdkPojo pojo) {
            return toJson(pojo);
        }
        if (value instanceof List<?> items) {
            ArrayNode array = NODES.arrayNode(items.size());
            items.forEach(item -> array.add(item == null ? NODES.nullNode() : valueToJson(item)));
            return array;
        }
        if (value instanceof Map<?, ?> entries) {
            ObjectNode object = NODES.objectNode();
            entries.forEach((key, item) -> object.set(key.toString(), valueToJson(item)));
            return object;
        }
        if (value instanceof SdkBytes bytes) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        return value instanceof Number number ? numberToJson(number) : NODES.textNode(value.toString());
    }

    private static JsonNode numberToJson(Number number) {
        if (number instanceof Integer || number instanceof Short) {
            return NODES.numberNode(number.intValue());
        }
        if (number instanceof Long whole) {
            return NODES.numberNode(whole);
        }
        return number instanceof BigDecimal decimal
                ? NODES.numberNode(decimal)
                : NODES.numberNode(number.doubleValue());
    }
}
