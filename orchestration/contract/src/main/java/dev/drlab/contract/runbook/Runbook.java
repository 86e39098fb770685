package dev.drlab.contract.runbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the state machines read from the parameter {@link #PARAMETER}: on AWS a region's stack writes it, in the lab the
 * lab does. It has every required field of {@link RunbookField}, each of its kind, and no other. Immutable.
 */
public final class Runbook {
    /** Name of the parameter; fixed, because the definitions' bytes are. */
    public static final String PARAMETER = "/drlab/runbook";

    /** A standard parameter holds 4 KB (Systems Manager quotas). */
    public static final int LIMIT_BYTES = 4096;

    private final ObjectNode fields;

    private Runbook(ObjectNode fields) {
        this.fields = fields;
        List<String> problems = new ArrayList<>();
        for (RunbookField field : RunbookField.values()) {
            JsonNode value = fields.get(field.label());
            if (value == null ? field.required() : !fits(field, value)) {
                problems.add(value == null ? field.label() + " is missing" : field.label() + " is " + value);
            }
        }
        fields.fieldNames().forEachRemaining(name -> {
            if (!isField(name)) {
                problems.add("unknown field " + name);
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the runbook is not as docs/runbook.md describes it: " + String.join("; ", problems));
        }
    }

    /** Begins one. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException naming every field that is missing, unknown or of another kind
     */
    public static Runbook parse(String json) {
        try {
            if (Json.mapper().readTree(json) instanceof ObjectNode fields) {
                return new Runbook(fields);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the runbook is no JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("the runbook is no JSON object");
    }

    /**
     * The number in a field; of one that may be left out and was, its default on AWS.
     *
     * @throws IllegalArgumentException if the field is of another kind
     */
    public int number(RunbookField field) {
        requireKind(field, RunbookField.Kind.NUMBER);
        JsonNode value = fields.get(field.label());
        return value == null ? field.numberOnAws() : value.intValue();
    }

    /**
     * The text in a field.
     *
     * @throws IllegalArgumentException if the field is of another kind
     */
    public String text(RunbookField field) {
        requireKind(field, RunbookField.Kind.TEXT);
        return fields.get(field.label()).textValue();
    }

    /**
     * A copy of the object in a field.
     *
     * @throws IllegalArgumentException if the field is of another kind
     */
    public ObjectNode object(RunbookField field) {
        requireKind(field, RunbookField.Kind.OBJECT);
        return fields.get(field.label()).deepCopy();
    }

    /**
     * The same runbook with another number in a field.
     *
     * @throws IllegalArgumentException if the field is of another kind, or the number below its {@link RunbookField#least}
     */
    public Runbook with(RunbookField field, int number) {
        requireKind(field, RunbookField.Kind.NUMBER);
        return new Runbook(fields.deepCopy().put(field.label(), number));
    }

    /** The parameter's value. */
    public String json() {
        return fields.toString();
    }

    private static boolean fits(RunbookField field, JsonNode value) {
        return switch (field.kind()) {
            case TEXT -> value.isTextual() && !value.textValue().isBlank();
            case NUMBER -> value.isIntegralNumber() && value.longValue() >= field.least();
            case LIST -> value.isArray();
            case OBJECT -> value.isObject();
        };
    }

    private static boolean isField(String name) {
        for (RunbookField field : RunbookField.values()) {
            if (field.label().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static void requireKind(RunbookField field, RunbookField.Kind kind) {
        if (field.kind() != kind) {
            throw new IllegalArgumentException("'" + field.label() + "' is no " + kind + " but " + field.kind());
        }
    }

    /** Takes the fields in any order; {@link #build} writes them in that of {@link RunbookField}. */
    public static final class Builder {
        private final ObjectNode given = JsonNodeFactory.instance.objectNode();

        private Builder() {}

        /** A text. */
        public Builder text(RunbookField field, String value) {
            return set(field, JsonNodeFactory.instance.textNode(value), RunbookField.Kind.TEXT);
        }

        /** A number. */
        public Builder number(RunbookField field, long value) {
            return set(field, JsonNodeFactory.instance.numberNode(value), RunbookField.Kind.NUMBER);
        }

        /** Each number that no configuration sets, as it is on AWS. */
        public Builder defaultsOnAws() {
            for (RunbookField field : RunbookField.values()) {
                if (field.kind() == RunbookField.Kind.NUMBER && !field.configured()) {
                    number(field, field.numberOnAws());
                }
            }
            return this;
        }

        /** An object. */
        public Builder object(RunbookField field, ObjectNode value) {
            return set(field, value, RunbookField.Kind.OBJECT);
        }

        /** One more role that drains and fences leave open, and why. */
        public Builder unfenced(String role, String reason) {
            if (!(given.get(RunbookField.UNFENCED_ROLES.label()) instanceof ArrayNode roles)) {
                given.putArray(RunbookField.UNFENCED_ROLES.label());
                return unfenced(role, reason);
            }
            roles.addObject().put("role", role).put("reason", reason);
            return this;
        }

        private Builder set(RunbookField field, JsonNode value, RunbookField.Kind kind) {
            requireKind(field, kind);
            given.set(field.label(), value);
            return this;
        }

        /**
         * The runbook.
         *
         * @throws IllegalArgumentException naming every field that is missing or wrong
         */
        public Runbook build() {
            ObjectNode ordered = JsonNodeFactory.instance.objectNode();
            for (RunbookField field : RunbookField.values()) {
                if (given.has(field.label())) {
                    ordered.set(field.label(), given.get(field.label()).deepCopy());
                }
            }
            return new Runbook(ordered);
        }
    }
}
