package dev.drlab.stacks.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a service asks of IAM about a call: may the caller do this to that, now.
 *
 * @param action such as {@code rds:PromoteReadReplica}
 * @param resource its ARN; {@code *} for an action that knows no resources
 * @param context condition keys to the request's values. A key that the request could have and has not is there with no
 *     value; one that is not there at all is one that nobody thought about, and a policy that asks for it is refused
 */
public record Question(String action, String resource, Map<String, List<String>> context) {
    /** Condition keys are compared without regard to case (IAM User Guide, "IAM JSON policy elements: Condition"). */
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

    /** The same with one more key; without values: the request could have it and has not. */
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
