package dev.drlab.infra.stacks.iam;

import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * One operator of a Condition with one key: it holds when the request's value equals one of the values.
 *
 * @param where policy and statement, for messages
 * @param operator such as {@code StringEquals}
 * @param key such as {@code kms:ViaService}
 */
record Condition(String where, String operator, String key, List<String> values) {
    private static final String EVERY = "ForAllValues:";

    /** Refuses unknown operators and keys. */
    Condition {
        values = List.copyOf(values);
        comparison(where, operator);
        for (String value : values) {
            if (value.contains("${")) {
                throw new UnknownElementException(where, "the policy variable in " + value);
            }
        }
    }

    boolean holds(Question question) {
        List<String> given = question.context().get(key.toLowerCase(Locale.ROOT));
        if (given == null) {
            throw new UnknownElementException(where, "the condition key " + key + " of " + question.action());
        }
        BiPredicate<String, String> comparison = comparison(where, operator);
        if (operator.startsWith(EVERY)) {
            // It holds for a request without the key ("Multivalued context keys": ForAllValues).
            return given.stream().allMatch(value -> values.stream().anyMatch(v -> comparison.test(v, value)));
        }
        if (given.size() > 1) {
            throw new UnknownElementException(where, operator + " for " + key + ", which has several values");
        }
        return given.stream().anyMatch(value -> values.stream().anyMatch(v -> comparison.test(v, value)));
    }

    private static BiPredicate<String, String> comparison(String where, String operator) {
        return switch (operator) {
            case "StringEquals", EVERY + "StringEquals" -> String::equals;
            case "StringLike" -> Wildcards::matches;
            case "ArnLike", "ArnEquals" -> Wildcards::matchesArn;
            case "Bool" -> String::equalsIgnoreCase;
            default -> throw new UnknownElementException(where, "the condition operator " + operator);
        };
    }
}
