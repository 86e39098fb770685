package dev.drlab.planreview.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The change of one object in a plan.
 *
 * @param address where the object is in the configuration; may hold any text, in the key of {@code for_each}
 * @param previousAddress where it was before a {@code moved} block; empty if it did not move
 * @param managed whether it is a resource; a data source is only read
 * @param type such as {@code aws_db_instance}
 * @param deposed key of an object that a replacement has left over; empty for the current one
 * @param action what is done
 * @param reason Terraform's word for why, such as {@code delete_because_no_resource_config}; empty if none
 * @param importing whether the object is taken into the state by this plan
 * @param replacedFor attributes whose change makes a replacement necessary, as paths
 * @param body the change's before, after, and what of them is unknown or sensitive
 */
public record ResourceChange(
        String address,
        Optional<String> previousAddress,
        boolean managed,
        String type,
        Optional<String> deposed,
        Action action,
        String reason,
        boolean importing,
        List<String> replacedFor,
        JsonNode body) {
    /** Keeps an immutable list. */
    public ResourceChange {
        replacedFor = List.copyOf(replacedFor);
    }

    /** Value now, at a path such as {@code point_in_time_recovery.0.enabled}. */
    public Value before(String path) {
        return value(body.path("before"), MissingNode.getInstance(), path);
    }

    /** Value once the plan is applied. */
    public Value after(String path) {
        return value(body.path("after"), body.path("after_unknown"), path);
    }

    /** The whole of it now; missing if it is created. */
    public JsonNode before() {
        return body.path("before");
    }

    /** The whole of it once the plan is applied, without what is unknown; missing if it is destroyed. */
    public JsonNode after() {
        return body.path("after");
    }

    /** Attributes that differ or may differ, by name; empty for what is created or destroyed. */
    public SortedSet<String> changedAttributes() {
        SortedSet<String> changed = new TreeSet<>();
        if (action != Action.UPDATE && !action.replaces()) {
            return changed;
        }
        SortedSet<String> names = new TreeSet<>();
        for (JsonNode side : List.of(before(), after(), body.path("after_unknown"))) {
            side.fieldNames().forEachRemaining(names::add);
        }
        for (String name : names) {
            Value before = before(name);
            Value after = after(name);
            boolean same = before.sameAs(after) || (before.empty() && after.empty());
            if (!same || after.unknown() || holdsTrue(body.path("after_unknown").path(name))) {
                changed.add(name);
            }
        }
        return changed;
    }

    /** Text of an attribute, after or else before; empty if it is not a known text. */
    public String text(String attribute) {
        JsonNode later = after().path(attribute);
        JsonNode node = later.isTextual() ? later : before().path(attribute);
        return node.isTextual() ? node.asText() : "";
    }

    /** Without the marks that formats before 0.2 lack nothing is known to be harmless, so all of it counts as sensitive. */
    private Value value(JsonNode side, JsonNode unknowns, String path) {
        boolean sensitive = isSensitive(path);
        JsonNode value = side;
        JsonNode unknown = unknowns;
        for (String step : path.split("\\.")) {
            if (isTrue(unknown)) {
                return new Value(MissingNode.getInstance(), true, sensitive);
            }
            if (Value.isHidden(value)) {
                return new Value(value, false, true);
            }
            value = step(value, step);
            unknown = step(unknown, step);
        }
        return new Value(value, isTrue(unknown), sensitive);
    }

    /** Sensitive if either side is marked: the text on the other side is mostly the same. */
    private boolean isSensitive(String path) {
        return (!body.has("before_sensitive") && !body.has("after_sensitive"))
                || isMarked(body.path("before_sensitive"), path)
                || isMarked(body.path("after_sensitive"), path);
    }

    private static boolean isMarked(JsonNode marks, String path) {
        JsonNode mark = marks;
        for (String step : path.split("\\.")) {
            if (isTrue(mark)) {
                return true;
            }
            mark = step(mark, step);
        }
        return holdsTrue(mark);
    }

    private static JsonNode step(JsonNode node, String step) {
        if (!node.isArray()) {
            return node.path(step);
        }
        return step.matches("\\d{1,9}") ? node.path(Integer.parseInt(step)) : MissingNode.getInstance();
    }

    private static boolean isTrue(JsonNode node) {
        return node.isBoolean() && node.booleanValue();
    }

    private static boolean holdsTrue(JsonNode node) {
        List<JsonNode> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            JsonNode next = open.remove(open.size() - 1);
            if (isTrue(next)) {
                return true;
            }
            for (Iterator<JsonNode> members = next.elements(); members.hasNext(); ) {
                open.add(members.next());
            }
        }
        return false;
    }
}
