package dev.drlab.readiness.check;

import java.util.Map;
import java.util.Objects;

/**
 * An action that a role must be allowed.
 *
 * @param action such as {@code rds:PromoteReadReplica}
 * @param resource an ARN, or {@code *} where the action knows none
 * @param context condition keys that the call has, by their values
 */
public record Question(String action, String resource, Map<String, String> context) {
    /** @throws NullPointerException if a component is null */
    public Question {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(resource, "resource");
        context = Map.copyOf(context);
    }
}
