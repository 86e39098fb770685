package dev.drlab.statemachine.runner;

import java.time.Instant;
import java.util.Objects;

/**
 * One stay in a state.
 *
 * @param branch as in {@link ExecutionEvent}
 * @param state the state's name
 * @param enteredAt when it was entered
 * @param exitedAt when it was left, or when the run ended in it; after a kill, the last event before it
 */
public record Visit(String branch, String state, Instant enteredAt, Instant exitedAt) {
    /** @throws NullPointerException if a component is null */
    public Visit {
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(enteredAt, "enteredAt");
        Objects.requireNonNull(exitedAt, "exitedAt");
    }
}
