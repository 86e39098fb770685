package dev.drlab.infra.stacks.orchestration;

import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One IAM action and the resources on which it is allowed.
 *
 * @param action e.g. {@code rds:PromoteReadReplica}
 * @param resources ARNs or patterns of ARNs; {@code *} only where the action supports no resources
 * @param conditions operator to key to value
 * @param reason why it is needed; with {@code *} also why no resource can be named
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

    /** The statement that grants it. */
    Statement statement() {
        Statement statement = Statement.allow(action);
        statement = resources.equals(List.of("*")) ? statement.onAnything() : statement.on(resources);
        for (var operator : new TreeMap<>(conditions).entrySet()) {
            for (var key : new TreeMap<>(operator.getValue()).entrySet()) {
                statement = statement.when(operator.getKey(), key.getKey(), key.getValue());
            }
        }
        return statement;
    }

    /** The policy that grants all of these. */
    static String policy(List<Grant> grants) {
        return new PolicyDocument(grants.stream().map(Grant::statement).toList()).json();
    }

    /** The grant with one more condition, whose operator must differ from those that it has. */
    Grant when(String operator, String key, String value) {
        Map<String, Map<String, String>> all = new HashMap<>(conditions);
        if (all.put(operator, Map.of(key, value)) != null) {
            throw new IllegalArgumentException(action + " has a condition by " + operator + " already");
        }
        return new Grant(action, resources, all, reason);
    }
}
