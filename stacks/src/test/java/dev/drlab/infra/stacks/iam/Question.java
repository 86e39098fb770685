package dev.drlab.infra.stacks.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A service's question to IAM about a call: whether the caller may do the action on the resource at this time.
 *
 * @param action such as {@code rds:PromoteReadReplica}
 * @param resource its ARN; {@code *} for an action that supports no resources
 * @param context the request's values by condition key. A key that the request could have, but has not, is present
 *     without a value. A key that is absent was not considered, and a policy with a condition on it is refused
 */
public record Question(String action, String resource, Map<String, List<String>> context) {
    /**
     * Lower-cases the keys: condition keys are compared without regard to case (IAM User Guide, "IAM JSON policy
     * elements: Condition").
     */
    public Question {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(resource, "resource");
        Map<String, List<String>> keys = new TreeMap<>();
        context.forEach((key, values) -> keys.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
        context = Map.copyOf(keys);
    }

    /** A question without any condition key. */
    public static Question of(String action, String resource) {
        return new Question(action, resource, Map.of());
    }

    /** The same question with one more key. Without values: the request could have the key and has not. */
    public Question with(String key, String... values) {
        Map<String, List<String>> all = new TreeMap<>(context);
        all.put(key.toLowerCase(Locale.ROOT), List.of(values));
        return new Question(action, resource, all);
    }

    @Override
    public String toString() {
        return action + " on " + resource + (context.isEmpty() ? "" : " with " + new TreeMap<>(context));
    }
}
