package dev.drlab.observability;

/** Checks of the values that props are made of; each failure names the input, the value and the rule. */
final class Require {
    private Require() {}

    /** Returns the value, which must have a visible character. */
    static String text(String input, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    input + " is " + (value == null ? "null" : '"' + value + '"') + "; it must not be empty");
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
}
