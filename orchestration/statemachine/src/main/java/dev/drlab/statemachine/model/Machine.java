package dev.drlab.statemachine.model;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A whole state machine.
 *
 * @param graph its states
 * @param timeoutSeconds how long an execution may take, 1 or more; empty for no limit
 */
public record Machine(StateGraph graph, OptionalInt timeoutSeconds) {
    /** @throws NullPointerException if a component is null */
    public Machine {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(timeoutSeconds, "timeoutSeconds");
    }
}
