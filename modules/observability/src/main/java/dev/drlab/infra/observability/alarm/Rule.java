package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.common.Require;

/**
 * When an alarm goes off.
 *
 * @param name last part of the alarm's name
 * @param description what is wrong then, and what to look at
 * @param operator CloudWatch's comparison operator
 * @param threshold in the metric's unit
 * @param periodSeconds a multiple of 60
 * @param periods consecutive periods that are looked at
 * @param datapoints so many of them must be over the threshold, 1 to {@code periods}
 * @param missing what a period without data counts as
 */
record Rule(
        String name,
        String description,
        String operator,
        double threshold,
        int periodSeconds,
        int periods,
        int datapoints,
        Missing missing) {
    static final String ABOVE = "GreaterThanThreshold";
    static final String BELOW = "LessThanThreshold";

    Rule {
        // CloudWatch looks back a day at most.
        Require.between(name + " periods", periods, 1, 86_400 / periodSeconds);
        Require.between(name + " datapoints", datapoints, 1, periods);
    }

    /** All of {@code periods} must be over the threshold. */
    Rule(
            String name,
            String description,
            String operator,
            double threshold,
            int periodSeconds,
            int periods,
            Missing missing) {
        this(name, description, operator, threshold, periodSeconds, periods, periods, missing);
    }
}
