package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;

/**
 * One line of the journal.
 *
 * @param sequence from 1, without holes, across resumed runs
 * @param at when it happened
 * @param type what happened
 * @param branch where: empty for the machine itself, {@code STATE[i]} in branch i of the Parallel state STATE, joined by
 *     {@code /} when nested
 * @param state the state's name; empty for events of the execution
 * @param detail see {@link EventType}; the receiver must not change it
 */
public record ExecutionEvent(
        long sequence, Instant at, EventType type, String branch, String state, ObjectNode detail) {
    /** @throws NullPointerException if a component is null */
    public ExecutionEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws RuntimeException if it is no event
     */
    public static ExecutionEvent parse(JsonNode json) {
        EventType type = EventType.labelled(json.path("type").asText())
                .orElseThrow(() -> new IllegalArgumentException("unknown type " + json.path("type")));
        return new ExecutionEvent(
                json.path("seq").longValue(),
                Instant.parse(json.path("at").asText()),
                type,
                json.path("branch").asText(),
                json.path("state").asText(),
                (ObjectNode) json.path("detail"));
    }

    /** As the journal has it. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("seq", sequence)
                .put("at", at.toString())
                .put("type", type.label());
        if (!branch.isEmpty()) {
            json.put("branch", branch);
        }
        if (!state.isEmpty()) {
            json.put("state", state);
        }
        return json.set("detail", detail);
    }
}
