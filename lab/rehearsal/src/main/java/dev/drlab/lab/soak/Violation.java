package dev.drlab.lab.soak;

import dev.drlab.lab.simulation.LabException;

/** Something that must never be, found by a soak; the message says what, in one sentence. */
final class Violation extends LabException {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }
}
