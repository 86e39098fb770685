package dev.drlab.contract.machine;

import com.fasterxml.jackson.databind.JsonNode;
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
    /** Name of the mode's field. */
    public static final String MODE = "mode";

    /** Name of the reason's field, in both machines' inputs. */
    public static final String REASON = "reason";

    /** Name of the field with the time at which the outage began, ISO 8601 in UTC. */
    public static final String INCIDENT_STARTED_AT = "incidentStartedAt";

    /** Name of the flag that takes over a lock, in both machines' inputs; absent stands for false. */
    public static final String FORCE = "force";

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

    /**
     * Reads what {@link #json} wrote; a field that is not there is empty or false, and one that it does not know is not
     * looked at.
     *
     * @throws java.time.format.DateTimeParseException if the time is none
     */
    public static ActivateInput parse(JsonNode json) {
        return new ActivateInput(
                json.path(MODE).asText(),
                json.path(REASON).asText(),
                Optional.ofNullable(json.path(INCIDENT_STARTED_AT).textValue()).map(Instant::parse),
                json.path(FORCE).asBoolean(false));
    }

    /** As the state machine takes it. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(MODE, mode).put(REASON, reason);
        incidentStartedAt.ifPresent(at -> json.put(INCIDENT_STARTED_AT, at.toString()));
        if (force) {
            json.put(FORCE, true);
        }
        return json;
    }
}
