package dev.drlab.planreview.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An attribute's value on one side of a change.
 *
 * @param json missing when it is not set, or not known
 * @param unknown whether it is known only after the plan is applied
 * @param sensitive whether it, or a part of it, must not be shown
 */
public record Value(JsonNode json, boolean unknown, boolean sensitive) {
    /** A value that is not set. */
    public static final Value ABSENT = new Value(MissingNode.getInstance(), false, false);

    /** Text in place of a sensitive value in a redacted plan: the same on both sides if the value does not change. */
    static final String HIDDEN = "(sensitive)";

    static final String HIDDEN_AND_CHANGED = "(sensitive, changed)";

    /** JSON's null is no value. */
    public Value {
        json = json == null || json.isNull() || unknown ? MissingNode.getInstance() : json;
    }

    /** Whether it is known not to be set. */
    public boolean absent() {
        return !unknown && json.isMissingNode();
    }

    /** Whether it is set to something that is known now. */
    public boolean known() {
        return !json.isMissingNode();
    }

    /** Whether it is known to be not set, or set to nothing: providers write the one for the other. */
    public boolean empty() {
        return !unknown
                && (json.isContainerNode()
                        ? json.isEmpty()
                        : !json.isValueNode() || json.asText().isEmpty());
    }

    /** Whether it, or a part of it, was taken out of the plan: it stays or changes, and nothing else can be told. */
    public boolean hidden() {
        List<JsonNode> open = new ArrayList<>(List.of(json));
        while (!open.isEmpty()) {
            JsonNode next = open.remove(open.size() - 1);
            if (isHidden(next)) {
                return true;
            }
            next.elements().forEachRemaining(open::add);
        }
        return false;
    }

    static boolean isHidden(JsonNode node) {
        return node.isTextual()
                && (node.asText().equals(HIDDEN) || node.asText().equals(HIDDEN_AND_CHANGED));
    }

    /** Whether both are known to be the same; what is unknown is the same as nothing. */
    public boolean sameAs(Value other) {
        return !unknown && !other.unknown && json.equals(other.json);
    }
}
