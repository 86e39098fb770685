package dev.drlab.refusals.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * The constraints on a request that AWS checks before anything else: required members, lengths, ranges, patterns and
 * enums, from the services' own models ({@code request-constraints.json}, which names its source). The SDK for Java
 * checks none of it, so a stand-in without these rules would take what AWS refuses. Immutable.
 */
public final class RequestConstraints {
    private static final String RESOURCE = "request-constraints.json";

    private final JsonNode services;

    private RequestConstraints(JsonNode services) {
        this.services = services;
    }

    /** Those of the operations that drlab's stand-ins answer; read once, when they are first asked for. */
    public static RequestConstraints shipped() {
        return Shipped.ALL;
    }

    private static RequestConstraints read() {
        try (InputStream json =
                Objects.requireNonNull(RequestConstraints.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new RequestConstraints(Json.mapper().readTree(json).path("services"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** Whether a request's member was given: the SDK fills lists and maps that were not with ones of its own. */
    public static boolean isGiven(Object value) {
        return value != null && !(value instanceof SdkAutoConstructMap) && !(value instanceof SdkAutoConstructList);
    }

    /**
     * Whether the operation's constraints are known.
     *
     * @param service such as {@code Rds}, in upper or lower case
     * @param operation such as {@code promoteReadReplica}, in upper or lower case
     */
    public boolean know(String service, String operation) {
        return input(service, operation).isPresent();
    }

    /**
     * The constraints that the request breaks, in the words of AWS, in the order of the members; empty if nothing, and
     * for an operation whose constraints are not known.
     *
     * @param service such as {@code Rds}, in upper or lower case
     * @param operation such as {@code promoteReadReplica}, in upper or lower case
     */
    public List<String> violations(String service, String operation, SdkPojo request) {
        return input(service, operation)
                .map(shape -> new Check(find(services, service).path("shapes")).of(shape, request))
                .orElse(List.of());
    }

    private Optional<String> input(String service, String operation) {
        return Optional.of(find(find(services, service).path("operations"), operation)
                        .asText())
                .filter(shape -> !shape.isEmpty());
    }

    private static JsonNode find(JsonNode object, String name) {
        return object.properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    /** Read by the first that asks: who needs none of them reads nothing. */
    private static final class Shipped {
        private static final RequestConstraints ALL = read();
    }

    /** One request. */
    private static final class Check {
        private final JsonNode shapes;
        private final List<String> violations = new ArrayList<>();

        Check(JsonNode shapes) {
            this.shapes = shapes;
        }

        List<String> of(String shape, SdkPojo request) {
            structure("", shapes.path(shape), request);
            return List.copyOf(violations);
        }

        private void structure(String path, JsonNode shape, SdkPojo value) {
            for (SdkField<?> field : value.sdkFields()) {
                Object member = field.getValueOrDefault(value);
                String name = field.memberName();
                if (!isGiven(member)) {
                    if (contains(shape.path("required"), name)) {
                        violations.add("Value null at '" + path + lowerFirst(name)
                                + "' failed to satisfy constraint: Member must not be null");
                    }
                } else if (shape.path("members").has(name)) {
                    value(
                            path + lowerFirst(name),
                            shapes.path(shape.path("members").path(name).asText()),
                            member);
                }
            }
        }

        private void value(String path, JsonNode shape, Object value) {
            if (value instanceof SdkPojo structure) {
                structure(path + ".", shape, structure);
            } else if (value instanceof List<?> list) {
                size(path, shape, list.size());
                for (int i = 0; shape.has("member") && i < list.size(); i++) {
                    value(
                            path + "." + (i + 1) + ".member",
                            shapes.path(shape.path("member").asText()),
                            list.get(i));
                }
            } else if (value instanceof Map<?, ?> map) {
                size(path, shape, map.size());
                map.forEach((key, member) -> {
                    if (shape.has("key")) {
                        value(path + ".key", shapes.path(shape.path("key").asText()), key);
                    }
                    if (shape.has("value")) {
                        value(path + "." + key, shapes.path(shape.path("value").asText()), member);
                    }
                });
            } else if (value instanceof SdkBytes bytes) {
                size(path, shape, bytes.asByteArrayUnsafe().length);
            } else if (value instanceof Number number) {
                range(path, shape, number.doubleValue());
            } else if (value instanceof String text) {
                text(path, shape, text);
            }
        }

        private void size(String path, JsonNode shape, int size) {
            if (shape.has("min") && size < shape.path("min").asLong()) {
                violation(path, null, "Member must have length greater than or equal to " + shape.path("min"));
            }
            if (shape.has("max") && size > shape.path("max").asLong()) {
                violation(path, null, "Member must have length less than or equal to " + shape.path("max"));
            }
        }

        private void range(String path, JsonNode shape, double number) {
            if (shape.has("min") && number < shape.path("min").asDouble()) {
                violation(path, number, "Member must have value greater than or equal to " + shape.path("min"));
            }
            if (shape.has("max") && number > shape.path("max").asDouble()) {
                violation(path, number, "Member must have value less than or equal to " + shape.path("max"));
            }
        }

        private void text(String path, JsonNode shape, String text) {
            size(path, shape, text.codePointCount(0, text.length()));
            if (shape.has("pattern")
                    && !text.matches("(?s)" + shape.path("pattern").asText())) {
                violation(
                        path,
                        text,
                        "Member must satisfy regular expression pattern: "
                                + shape.path("pattern").asText());
            }
            if (shape.has("enum") && !contains(shape.path("enum"), text)) {
                violation(path, text, "Member must satisfy enum value set: " + shape.path("enum"));
            }
        }

        private void violation(String path, Object value, String constraint) {
            violations.add("Value " + (value == null ? "" : "'" + value + "' ") + "at '" + path
                    + "' failed to satisfy constraint: " + constraint);
        }

        private static boolean contains(JsonNode texts, String text) {
            return StreamSupport.stream(texts.spliterator(), false)
                    .anyMatch(candidate -> candidate.asText().equals(text));
        }

        /** As AWS's own messages spell members. */
        private static String lowerFirst(String name) {
            return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        }
    }
}
