package dev.drlab.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One statement of a policy document; immutable. Without principals it is one of an identity. */
record Statement(
        String sid,
        String effect,
        Map<String, List<String>> principals,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, Object>> conditions) {

    static Statement allow(String sid, String... actions) {
        return new Statement(sid, "Allow", Map.of(), List.of(actions), List.of(), Map.of());
    }

    static Statement deny(String sid, String... actions) {
        return new Statement(sid, "Deny", Map.of(), List.of(actions), List.of(), Map.of());
    }

    /** @param type {@code Service} or {@code AWS} */
    Statement to(String type, String... names) {
        Map<String, List<String>> more = new TreeMap<>(principals);
        more.put(type, List.of(names));
        return new Statement(sid, effect, more, actions, resources, conditions);
    }

    Statement on(String... names) {
        return new Statement(sid, effect, principals, actions, List.of(names), conditions);
    }

    /** @param values one value as a string, more as a list */
    Statement when(String operator, String key, String... values) {
        Map<String, Map<String, Object>> more = new TreeMap<>(conditions);
        Map<String, Object> keys = new TreeMap<>(more.getOrDefault(operator, Map.of()));
        keys.put(key, values.length == 1 ? values[0] : Arrays.asList(values));
        more.put(operator, keys);
        return new Statement(sid, effect, principals, actions, resources, more);
    }
}
