package dev.drlab.refusals;

import java.util.Objects;

/**
 * A call that is refused.
 *
 * @param refusal the row of the table
 * @param message what the error says
 */
public record Refused(Refusal refusal, String message) {
    /** Nothing may be null. */
    public Refused {
        Objects.requireNonNull(refusal, "refusal");
        Objects.requireNonNull(message, "message");
    }
}
