package dev.drlab.infra.common;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One statement of an IAM policy; immutable, each method returns a further one. Without principals it belongs to an identity, and
 * without resources to a role's trust.
 *
 * @param sid what it is called, where it has a name
 * @param effect {@code Allow} or {@code Deny}
 * @param principals type, {@code Service} or {@code AWS} or {@code Federated}, to names
 * @param actions one or more, such as {@code s3:GetObject}
 * @param resources ARNs, patterns of ARNs or tokens
 * @param conditions operator to key to accepted values
 */
public record Statement(
        Optional<String> sid,
        String effect,
        Map<String, List<String>> principals,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, List<String>>> conditions) {
    private static final String ANY = "*";

    /** @throws IllegalArgumentException if there is no action */
    public Statement {
        actions = Require.texts("actions", 1, actions);
        principals = ordered(principals);
        resources = List.copyOf(resources);
        conditions = ordered(conditions);
    }

    /** Allows the actions. */
    public static Statement allow(String... actions) {
        return allow(List.of(actions));
    }

    /** Allows the actions. */
    public static Statement allow(Collection<String> actions) {
        return new Statement(Optional.empty(), "Allow", Map.of(), List.copyOf(actions), List.of(), Map.of());
    }

    /** Denies the actions, whatever else allows them. */
    public static Statement deny(String... actions) {
        return new Statement(Optional.empty(), "Deny", Map.of(), List.of(actions), List.of(), Map.of());
    }

    /** Lets an AWS service, such as {@code ecs-tasks.amazonaws.com}, assume the role that it is the trust of. */
    public static Statement trust(String service) {
        return allow("sts:AssumeRole").to("Service", service);
    }

    /** Leaves the rights on the key that it belongs to to IAM of the account, an id or a token of one. */
    public static Statement accountThroughIam(String partition, String accountId) {
        return allow("kms:*")
                .named("AccountThroughIam")
                .to("AWS", "arn:" + partition + ":iam::" + accountId + ":root")
                .onAnything();
    }

    /** The same under a name, which letters and digits make up. */
    public Statement named(String name) {
        return new Statement(Optional.of(name), effect, principals, actions, resources, conditions);
    }

    /** The same for these principals; {@code type} is {@code Service}, {@code AWS} or {@code Federated}. */
    public Statement to(String type, String... names) {
        Map<String, List<String>> more = new LinkedHashMap<>(principals);
        more.put(type, List.of(names));
        return new Statement(sid, effect, more, actions, resources, conditions);
    }

    /** The same on these resources; {@code *} is refused, as {@link #onAnything} says it. */
    public Statement on(String... names) {
        return on(List.of(names));
    }

    /**
     * The same on these resources.
     *
     * @throws IllegalArgumentException if there is none, or one is {@code *}: it has to be named
     */
    public Statement on(List<String> names) {
        if (names.isEmpty() || names.contains(ANY)) {
            throw new IllegalArgumentException(
                    "resources of " + sid.orElseGet(actions::toString) + " are " + names + "; each must be named");
        }
        return new Statement(sid, effect, principals, actions, names, conditions);
    }

    /**
     * The same on every resource. It is right for actions that know no resources, by the Service Authorization Reference, and in
     * the policy of a key, where it is that key.
     */
    public Statement onAnything() {
        return new Statement(sid, effect, principals, actions, List.of(ANY), conditions);
    }

    /** The same under one more condition, which one of the values has to meet. */
    public Statement when(String operator, String key, String... values) {
        return when(operator, key, List.of(values));
    }

    /** The same under one more condition, which one of the values has to meet. */
    public Statement when(String operator, String key, List<String> values) {
        Map<String, Map<String, List<String>>> more = new LinkedHashMap<>(conditions);
        Map<String, List<String>> keys = new LinkedHashMap<>(more.getOrDefault(operator, Map.of()));
        keys.put(key, List.copyOf(values));
        more.put(operator, Collections.unmodifiableMap(keys));
        return new Statement(sid, effect, principals, actions, resources, more);
    }

    /** The order of what was added, so that the same calls give the same bytes. */
    private static <V> Map<String, V> ordered(Map<String, V> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
