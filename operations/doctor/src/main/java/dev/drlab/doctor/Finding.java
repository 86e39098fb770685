package dev.drlab.doctor;

import java.util.Objects;

/**
 * A thing that was looked at.
 *
 * @param id its name, such as {@code memory}
 * @param purpose what needs it
 * @param observation what the reading showed
 */
public record Finding(String id, Purpose purpose, Observation observation) {
    /** Checks that all are given. */
    public Finding {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(observation, "observation");
    }
}
