package dev.drlab.statemachine.runner;

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
    /** Refuses nulls. */
    public ExecutionEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
    }
}
