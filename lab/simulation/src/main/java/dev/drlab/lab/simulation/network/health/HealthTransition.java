package dev.drlab.lab.simulation.network.health;

import java.time.Instant;
import java.util.Objects;

/**
 * A health check changed its mind.
 *
 * @param check the check's name
 * @param state what it says now
 * @param at when it did
 * @param detail what it saw last, for a person
 */
public record HealthTransition(String check, HealthState state, Instant at, String detail) {
    /** All are required. */
    public HealthTransition {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(detail, "detail");
    }
}
