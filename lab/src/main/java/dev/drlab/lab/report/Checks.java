package dev.drlab.lab.report;

import java.util.Objects;

/** Argument checks whose messages name the field as it is spelled in {@code report.json}. */
final class Checks {
    private Checks() {}

    static String notBlank(String field, String value) {
        if (Objects.requireNonNull(value, field).isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        return value;
    }

    static double notNegative(String field, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(field + " must be a number of 0 or more, got " + value);
        }
        return value;
    }

    static long notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " must be 0 or more, got " + value);
        }
        return value;
    }

    /** {@code part <= whole}, both 0 or more. */
    static void partOf(String partField, long part, String wholeField, long whole) {
        notNegative(partField, part);
        notNegative(wholeField, whole);
        if (part > whole) {
            throw new IllegalArgumentException(partField + " is " + part + ", more than " + wholeField + " " + whole);
        }
    }
}
