package dev.drlab.infra.common;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks of the values that props are made of. Each returns the value, or throws an {@link IllegalArgumentException} that names
 * the input, its value and the rule; null breaks every rule. A token, which Terraform resolves later, is a string and passes.
 */
public final class Require {
    /** How the bindings write a list that is known only when Terraform runs. */
    private static final String LIST_TOKEN = "#{";

    private static final String TOKEN = "${";

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")+");
    private static final int LONGEST_HOST_NAME = 253;

    private Require() {}

    /** A text with a visible character. */
    public static String text(String input, String value) {
        if (value == null || value.isBlank()) {
            throw refused(input, quoted(value), "it must not be empty");
        }
        return value;
    }

    /** A text that begins with {@code prefix}. */
    public static String prefixed(String input, String value, String prefix) {
        if (!text(input, value).startsWith(prefix)) {
            throw refused(input, quoted(value), "it must begin with " + prefix);
        }
        return value;
    }

    /** An ARN, or a token in the place of one. */
    public static String arn(String input, String value) {
        if (!text(input, value).startsWith("arn:") && !value.contains(TOKEN)) {
            throw refused(input, quoted(value), "it must be an ARN");
        }
        return value;
    }

    /** A host name of two or more labels, in lower case, of up to 253 characters. No token passes. */
    public static String hostName(String input, String value) {
        if (text(input, value).length() > LONGEST_HOST_NAME
                || !HOST_NAME.matcher(value).matches()) {
            throw refused(input, quoted(value), "it must be a host name in lower case, such as app.example.com");
        }
        return value;
    }

    /** A number from {@code low} to {@code high}, both included. */
    public static int between(String input, int value, int low, int high) {
        if (value < low || value > high) {
            throw refused(input, value, "it must be from " + low + " to " + high);
        }
        return value;
    }

    /** One of the numbers {@code allowed}. */
    public static int oneOf(String input, int value, Collection<Integer> allowed) {
        if (!allowed.contains(value)) {
            throw refused(input, value, "it must be one of " + allowed);
        }
        return value;
    }

    /** A list of at least {@code count} texts, none of them empty, as an immutable copy. */
    public static List<String> texts(String input, int count, List<String> values) {
        if (values == null || values.size() < count) {
            throw refused(input, values, "it must have " + count + " or more elements");
        }
        values.forEach(value -> text(input + " element", value));
        return List.copyOf(values);
    }

    /** As {@link #texts} with one or more, and each must be one string: a list token cannot stand in a policy document. */
    public static List<String> singles(String input, List<String> values) {
        for (String value : texts(input, 1, values)) {
            if (value.startsWith(LIST_TOKEN)) {
                throw refused(input + " element", quoted(value), "it must be one value, not a list token");
            }
        }
        return List.copyOf(values);
    }

    /** A map without an empty name or value, as an immutable copy. */
    public static Map<String, String> named(String input, Map<String, String> values) {
        if (values == null) {
            throw refused(input, null, "it must be a map");
        }
        values.forEach((name, value) -> text(input + "[" + text(input + " name", name) + "]", value));
        return Map.copyOf(values);
    }

    private static IllegalArgumentException refused(String input, Object value, String rule) {
        return new IllegalArgumentException(input + " is " + value + "; " + rule);
    }

    private static String quoted(String value) {
        return value == null ? "null" : '"' + value + '"';
    }
}
