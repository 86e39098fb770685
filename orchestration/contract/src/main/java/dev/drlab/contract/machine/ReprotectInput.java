package dev.drlab.contract.machine;

import com.fasterxml.jackson.databind.JsonNode;
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
    /** Name of the flag that makes a replica anew; absent stands for false. */
    public static final String REBUILD = "rebuild";

    /** Nothing may be null. */
    public ReprotectInput {
        Objects.requireNonNull(reason, "reason");
    }

    /** Without force and rebuild. */
    public static ReprotectInput of(String reason) {
        return new ReprotectInput(reason, false, false);
    }

    /** Reads what {@link #json} wrote; a field that is not there is empty or false, others are not looked at. */
    public static ReprotectInput parse(JsonNode json) {
        return new ReprotectInput(
                json.path(ActivateInput.REASON).asText(),
                json.path(ActivateInput.FORCE).asBoolean(false),
                json.path(REBUILD).asBoolean(false));
    }

    /** As the state machine takes it. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(ActivateInput.REASON, reason);
        if (force) {
            json.put(ActivateInput.FORCE, true);
        }
        if (rebuild) {
            json.put(REBUILD, true);
        }
        return json;
    }
}
