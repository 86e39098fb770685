package dev.drlab.readiness.check;

import java.util.Objects;

/**
 * One thing that is not as recovery needs it.
 *
 * @param severity what it means
 * @param what was found, in one line, with names and figures
 * @param remedy what mends it, a command where there is one
 */
public record Finding(Severity severity, String what, String remedy) {
    /** Every part is required, and no text may be blank. */
    public Finding {
        Objects.requireNonNull(severity, "severity");
        if (what.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("a finding says what was found and what mends it");
        }
    }

    /** One that keeps the region from taking over. */
    static Finding blocks(String what, String remedy) {
        return new Finding(Severity.BLOCKS, what, remedy);
    }

    /** One that does not. */
    static Finding warns(String what, String remedy) {
        return new Finding(Severity.WARNS, what, remedy);
    }
}
