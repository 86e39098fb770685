package dev.drlab.data;

import java.util.List;

/** Checks of props; a message names the input, its value and the rule. Tokens are strings and pass. */
final class Require {
    private Require() {}

    static String text(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is " + quoted(value) + ": it must not be empty");
        }
        return value;
    }

    static String arn(String name, String value) {
        text(name, value);
        if (!value.startsWith("arn:") && !value.contains("${")) {
            throw new IllegalArgumentException(name + " is " + quoted(value) + ": it must be an ARN");
        }
        return value;
    }

    static List<String> atLeast(int count, String name, List<String> values) {
        if (values == null || values.size() < count) {
            throw new IllegalArgumentException(name + " is " + values + ": it must have " + count + " or more entries");
        }
        return List.copyOf(values);
    }

    static int between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be from " + least + " to " + most);
        }
        return value;
    }

    private static String quoted(String value) {
        return value == null ? "null" : '"' + value + '"';
    }
}
