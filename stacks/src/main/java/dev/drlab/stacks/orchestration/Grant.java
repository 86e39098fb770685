package dev.drlab.stacks.orchestration;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One IAM action and what it may be done to.
 *
 * @param action e.g. {@code rds:PromoteReadReplica}
 * @param resources ARNs or patterns of ARNs; {@code *} only where the action knows no resources
 * @param conditions operator to key to value
 * @param reason why it is needed, and, with {@code *}, why no name will do
 */
record Grant(String action, List<String> resources, Map<String, Map<String, String>> conditions, String reason) {
    Grant {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(reason, "reason");
        resources = List.copyOf(resources);
        conditions = Map.copyOf(conditions);
    }

    static Grant on(String action, String reason, String... resources) {
        return new Grant(action, List.of(resources), Map.of(), reason);
    }

    Grant when(String operator, String key, String value) {
        return new Grant(action, resources, Map.of(operator, Map.of(key, value)), reason);
    }
}
