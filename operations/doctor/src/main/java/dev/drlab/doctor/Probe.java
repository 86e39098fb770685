package dev.drlab.doctor;

import java.io.IOException;
import java.util.Objects;

/**
 * One thing to look at.
 *
 * @param id its name, such as {@code memory}
 * @param purpose what needs it
 * @param inspection how it is looked at
 */
public record Probe(String id, Purpose purpose, Inspection inspection) {
    /** Looks, and changes nothing but caches. */
    @FunctionalInterface
    public interface Inspection {
        /**
         * The state of the thing.
         *
         * @throws IOException if it cannot be looked at
         * @throws InterruptedException if the thread is interrupted
         */
        Observation see() throws IOException, InterruptedException;
    }

    /** Checks that all are given. */
    public Probe {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(inspection, "inspection");
    }
}
