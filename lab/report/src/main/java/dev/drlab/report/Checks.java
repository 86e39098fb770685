package dev.drlab.report;

import java.util.Objects;

/** Argument checks whose messages name the field as it is spelled in {@code report.json}. */
public final class Checks {
    private Checks() {}

    /**
     * The value itself.
     *
     * @throws IllegalArgumentException naming the field, when it is not
     */
    public static String notBlank(String field, String value) {
        if (Objects.requireNonNull(value, field).isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        return value;
    }

    /**
     * The value itself.
     *
     * @throws IllegalArgumentException naming the field, when it is not
     */
    public static double notNegative(String field, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(field + " must be a number of 0 or more, got " + value);
        }
        return value;
    }

    /**
     * The value itself.
     *
     * @throws IllegalArgumentException naming the field, when it is not
     */
    public static long notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " must be 0 or more, got " + value);
        }
        return value;
    }

    /** {@code part <= whole}, both 0 or more. */
    public static void partOf(String partField, long part, String wholeField, long whole) {
        notNegative(partField, part);
        notNegative(wholeField, whole);
        if (part > whole) {
            throw new IllegalArgumentException(partField + " is " + part + ", more than " + wholeField + " " + whole);
        }
    }
}
