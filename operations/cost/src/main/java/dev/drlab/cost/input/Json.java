package dev.drlab.cost.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reading of JSON, with errors that name what was read. */
public final class Json {
    private static final JsonMapper MAPPER = dev.drlab.contract.json.Json.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static JsonNode resource(String name) {
        try (InputStream in = Objects.requireNonNull(Json.class.getResourceAsStream("/dev/drlab/cost/" + name), name)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static JsonNode file(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CostException(file + " cannot be read as JSON: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Of a text. */
    public static JsonNode parse(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    static ArrayNode array(JsonNode node, String what) {
        if (node instanceof ArrayNode array && !array.isEmpty()) {
            return array;
        }
        throw new CostException(what + " must be a list with something in it");
    }

    /** The text under the key; {@link IllegalArgumentException} when there is none. */
    static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException(key + " must be a text");
        }
        return value.asText();
    }

    /** The number under the key; {@link IllegalArgumentException} when there is none. */
    static BigDecimal number(JsonNode node, String key) {
        if (!node.path(key).isNumber()) {
            throw new IllegalArgumentException(key + " must be a number");
        }
        return node.path(key).decimalValue();
    }

    static void onlyKeys(JsonNode node, List<String> known) {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(key + " is no key of it; known are " + String.join(", ", known));
            }
        });
    }
}
