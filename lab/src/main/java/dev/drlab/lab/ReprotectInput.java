package dev.drlab.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * The input of {@code reprotect}. The state machine checks it.
 *
 * @param reason why, in a few words
 * @param force take over a lock whose owner is believed dead
 * @param rebuild make a replica that does not stream anew
 */
public record ReprotectInput(String reason, boolean force, boolean rebuild) {
    /** Nothing may be null. */
    public ReprotectInput {
        Objects.requireNonNull(reason, "reason");
    }

    /** Without force and rebuild. */
    public static ReprotectInput of(String reason) {
        return new ReprotectInput(reason, false, false);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("reason", reason);
        if (force) {
            json.put("force", true);
        }
        if (rebuild) {
            json.put("rebuild", true);
        }
        return json;
    }
}
