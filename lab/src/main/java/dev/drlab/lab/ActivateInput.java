package dev.drlab.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The input of {@code activate}. The state machine checks it; a wrong mode is refused there, as on AWS.
 *
 * @param mode {@code planned}, {@code unplanned} or {@code initial}
 * @param reason why, in a few words
 * @param incidentStartedAt when the outage began; the recovery time is counted from it
 * @param force take over a lock whose owner is believed dead
 */
public record ActivateInput(String mode, String reason, Optional<Instant> incidentStartedAt, boolean force) {
    /** Nothing may be null. */
    public ActivateInput {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(incidentStartedAt, "incidentStartedAt");
    }

    /** For the first deployment. */
    public static ActivateInput initial(String reason) {
        return new ActivateInput("initial", reason, Optional.empty(), false);
    }

    /** A switchover. */
    public static ActivateInput planned(String reason) {
        return new ActivateInput("planned", reason, Optional.empty(), false);
    }

    /** A failover from an outage that began at {@code incidentStartedAt}. */
    public static ActivateInput unplanned(String reason, Instant incidentStartedAt) {
        return new ActivateInput("unplanned", reason, Optional.of(incidentStartedAt), false);
    }

    ObjectNode json() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("mode", mode).put("reason", reason);
        incidentStartedAt.ifPresent(at -> json.put("incidentStartedAt", at.toString()));
        if (force) {
            json.put("force", true);
        }
        return json;
    }
}
