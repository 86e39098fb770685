package dev.drlab.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads one JSON object of a definition field by field; what is missing or of a wrong type becomes a finding. */
final class ObjectReader {
    private static final Set<String> JSONPATH_FIELDS = Set.of(
            "InputPath",
            "OutputPath",
            "Parameters",
            "ResultPath",
            "ResultSelector",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "ErrorPath",
            "CausePath",
            "ItemsPath",
            "Result",
            "Variable",
            "MaxConcurrencyPath",
            "And",
            "Or",
            "Not");

    private final String path;
    private final JsonNode object;
    private final List<Finding> findings;

    ObjectReader(String path, JsonNode object, List<Finding> findings) {
        this.path = path;
        this.object = object;
        this.findings = findings;
    }

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    JsonNode get(String field) {
        return object.path(field);
    }

    boolean has(String field) {
        return object.has(field);
    }

    void refuse(String field, String rule, String message) {
        findings.add(new Finding(field.isEmpty() ? path : path(field), rule, message));
    }

    /** Refuses every field that is not among {@code known}; JSONPath's by that name, all others under {@code rule}. */
    void allowOnly(Set<String> known, String rule) {
        object.fieldNames().forEachRemaining(field -> {
            if (known.contains(field)) {
                return;
            }
            boolean jsonPath = JSONPATH_FIELDS.contains(field) || field.endsWith(".$");
            refuse(
                    field,
                    jsonPath ? Rules.JSONPATH : rule,
                    jsonPath
                            ? field + " belongs to JSONPath, and the machine is in JSONata"
                            : "unsupported field " + field);
        });
    }

    String text(String field) {
        return optionalText(field).orElseGet(() -> {
            if (!object.has(field)) {
                refuse("", Rules.MISSING, field + " is missing");
            }
            return "";
        });
    }

    Optional<String> optionalText(String field) {
        JsonNode node = get(field);
        if (node instanceof MissingNode) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.textValue().isEmpty()) {
            refuse(field, Rules.VALUE, field + " must be a string that is not empty");
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    OptionalInt integer(String field, int least, int most) {
        JsonNode node = get(field);
        if (node instanceof MissingNode) {
            return OptionalInt.empty();
        }
        if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
            refuse(field, Rules.VALUE, field + " must be an integer from " + least + " to " + most + ", got " + node);
            return OptionalInt.empty();
        }
        return OptionalInt.of(node.intValue());
    }

    /** The objects of an array, each with its reader; something else in it becomes a finding. */
    List<ObjectReader> objects(String field) {
        JsonNode node = get(field);
        List<ObjectReader> readers = new ArrayList<>();
        if (!node.isMissingNode() && !node.isArray()) {
            refuse(field, Rules.VALUE, field + " must be an array");
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            if (node.get(i).isObject()) {
                readers.add(new ObjectReader(path(field) + "[" + i + "]", node.get(i), findings));
            } else {
                refuse(field + "[" + i + "]", Rules.VALUE, "must be an object");
            }
        }
        return readers;
    }

    /** The strings of an array that must not be empty. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        get(field).forEach(item -> {
            if (item.isTextual()) {
                texts.add(item.textValue());
            }
        });
        if (texts.isEmpty() || texts.size() != get(field).size()) {
            refuse(field, Rules.VALUE, field + " must be an array of strings that is not empty");
        }
        return texts;
    }
}
