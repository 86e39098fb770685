package dev.drlab.infra.stacks.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads values by key and collects all violations instead of stopping at the first. A refused value reads as its
 * default, so that reading can continue; {@link #finish} then throws.
 */
final class ContextReader {
    /**
     * Marks of a Terraform template, which Terraform evaluates in any text (Terraform documentation, "Strings and
     * Templates"), and characters that no key needs.
     */
    private static final Pattern NO_DATA = Pattern.compile("\\$\\{|%\\{|\\p{Cntrl}");

    private final ObjectNode context;
    private final Set<String> known = new TreeSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    ContextReader(ObjectNode context) {
        this.context = context;
    }

    String text(String key, String fallback, Predicate<String> valid, String rule) {
        JsonNode value = value(key);
        if (value == null) {
            return fallback;
        }
        if (!value.isTextual() || !valid.test(value.textValue())) {
            refuse(key, rule);
            return fallback;
        }
        return value.textValue();
    }

    int number(String key, int fallback, int min, int max) {
        JsonNode value = value(key);
        if (value == null) {
            return fallback;
        }
        if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
            refuse(key, "must be a whole number from " + min + " to " + max);
            return fallback;
        }
        return value.intValue();
    }

    boolean flag(String key, boolean fallback) {
        JsonNode value = value(key);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            refuse(key, "must be true or false");
            return fallback;
        }
        return value.booleanValue();
    }

    /** An object with a text for each role, both of which pass the test. */
    PerRegion<String> perRegion(String key, PerRegion<String> fallback, Predicate<String> valid, String rule) {
        JsonNode value = value(key);
        if (value == null) {
            return fallback;
        }
        JsonNode primary = value.path(Role.PRIMARY.id());
        JsonNode secondary = value.path(Role.SECONDARY.id());
        if (!value.isObject() || value.size() != 2 || !primary.isTextual() || !secondary.isTextual()) {
            refuse(key, "must be an object with the texts \"primary\" and \"secondary\"");
            return fallback;
        }
        if (!valid.test(primary.textValue()) || !valid.test(secondary.textValue())) {
            refuse(key, "each " + rule);
            return fallback;
        }
        return new PerRegion<>(primary.textValue(), secondary.textValue());
    }

    /** The same with {@code most} texts at most. */
    List<String> texts(String key, int most, Predicate<String> valid, String rule) {
        List<String> texts = texts(key, valid, rule);
        if (texts.size() > most) {
            refuse(key, "must have " + most + " items at most");
            return List.of();
        }
        return texts;
    }

    /** A list of different texts, each of which passes the test; empty by default. */
    List<String> texts(String key, Predicate<String> valid, String rule) {
        JsonNode value = value(key);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.textValue()));
        if (!value.isArray() || texts.stream().anyMatch(text -> text == null || !valid.test(text))) {
            refuse(key, "must be a list, each item of which " + rule);
            return List.of();
        }
        if (new HashSet<>(texts).size() < texts.size()) {
            refuse(key, "must not name an item twice");
            return List.of();
        }
        return List.copyOf(texts);
    }

    /** An object of texts, whose names and values pass the tests; empty by default. */
    SortedMap<String, String> pairs(String key, Predicate<String> validName, Predicate<String> valid, String rule) {
        SortedMap<String, String> pairs = new TreeMap<>();
        JsonNode value = value(key);
        if (value == null) {
            return pairs;
        }
        value.properties()
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().textValue()));
        if (!value.isObject()
                || !pairs.entrySet().stream()
                        .allMatch(pair -> validName.test(pair.getKey())
                                && pair.getValue() != null
                                && valid.test(pair.getValue()))) {
            refuse(key, rule);
            return new TreeMap<>();
        }
        return pairs;
    }

    /** True when none of the keys was refused, so that a rule about several of them can be checked. */
    boolean sound(String... keys) {
        return Set.of(keys).stream().noneMatch(refused::contains);
    }

    /** Records that the key's value breaks a rule. */
    void refuse(String key, String rule) {
        JsonNode value = context.path(key);
        String shown = value.isMissingNode() ? "missing" : value.toString();
        violations.add(new Violation(key, shown, rule));
        refused.add(key);
    }

    /**
     * Refuses keys that nothing has read, and texts that would reach AWS changed.
     *
     * @throws ConfigException if anything was refused
     *
     * @throws ConfigException if anything was refused
     */
    void finish() {
        context.properties().forEach(entry -> {
            if (!known.contains(entry.getKey())) {
                refuse(entry.getKey(), "is no key of drlab; known are " + String.join(", ", known));
            } else if (sound(entry.getKey()) && !isData(entry.getValue())) {
                refuse(
                        entry.getKey(),
                        "must hold neither ${ nor %{, which Terraform evaluates, nor control characters");
            }
        });
        if (!violations.isEmpty()) {
            throw new ConfigException(violations);
        }
    }

    private static boolean isData(JsonNode value) {
        if (value.isTextual()) {
            return !NO_DATA.matcher(value.textValue()).find();
        }
        for (JsonNode item : value) {
            if (!isData(item)) {
                return false;
            }
        }
        return true;
    }

    /** Null when the key is absent. */
    private JsonNode value(String key) {
        known.add(key);
        JsonNode value = context.get(key);
        return value == null && context.has(key) ? JsonNodeFactory.instance.nullNode() : value;
    }
}
