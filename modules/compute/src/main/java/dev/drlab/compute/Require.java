package dev.drlab.compute;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Checks of the values that props are made of; each failure names the input, the value and the rule. */
final class Require {
    /** How the bindings write a list that is known only when Terraform runs. */
    private static final String LIST_TOKEN = "#{";

    private Require() {}

    /** Returns the value, which must have a visible character. */
    static String text(String input, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(input + " is " + quoted(value) + "; it must not be empty");
        }
        return value;
    }

    /** Returns the value, which must be from {@code low} to {@code high}, both included. */
    static int between(String input, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(input + " is " + value + "; it must be from " + low + " to " + high);
        }
        return value;
    }

    /** Returns the value, which must be one of {@code allowed}. */
    static int oneOf(String input, int value, Collection<Integer> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(input + " is " + value + "; it must be one of " + allowed);
        }
        return value;
    }

    /** Returns an immutable copy of the list, which must have an element; its elements must not be empty. */
    static List<String> texts(String input, List<String> values) {
        if (values == null || values.isEmpty()) {
            throw new IllegalArgumentException(input + " is " + values + "; it must have at least one element");
        }
        values.forEach(value -> text(input + " element", value));
        return List.copyOf(values);
    }

    /** As {@link #texts}, and each element must be one string: a list token cannot stand in a policy document. */
    static List<String> singles(String input, List<String> values) {
        for (String value : texts(input, values)) {
            if (value.startsWith(LIST_TOKEN)) {
                throw new IllegalArgumentException(
                        input + " element is " + quoted(value) + "; it must be one value, not a list token");
            }
        }
        return List.copyOf(values);
    }

    /** Returns an immutable copy of the map; names and values must not be empty. */
    static Map<String, String> named(String input, Map<String, String> values) {
        values.forEach((name, value) -> text(input + "[" + text(input + " name", name) + "]", value));
        return Map.copyOf(values);
    }

    private static String quoted(String value) {
        return value == null ? "null" : '"' + value + '"';
    }
}
