package dev.drlab.doctor;

import java.util.Objects;

/**
 * The result of a reading of one thing.
 *
 * @param found what is there, with its numbers
 * @param cost what cannot be done, or is worse, for it; empty when all is well
 * @param mend the command or step that mends it; empty when all is well
 */
public record Observation(Level level, String found, String cost, String mend) {
    /** Checks that what is not well says what that costs and what mends it. */
    public Observation {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(found, "found");
        boolean well = level == Level.OK;
        if (found.isBlank() || cost.isBlank() != well || mend.isBlank() != well) {
            throw new IllegalArgumentException(
                    "an observation that is not ok names its cost and what mends it: " + found);
        }
    }

    /** As much as is needed. */
    public static Observation ok(String found) {
        return new Observation(Level.OK, found, "", "");
    }

    /** Less than is good. */
    public static Observation warning(String found, String cost, String mend) {
        return new Observation(Level.WARNING, found, cost, mend);
    }

    /** It could not be looked at, so it may be missing. */
    public static Observation unknown(String why) {
        return new Observation(Level.UNKNOWN, why, "it may be missing", "find out why, and run drlab doctor again");
    }

    /** Not there, or too little. */
    public static Observation missing(String found, String cost, String mend) {
        return new Observation(Level.MISSING, found, cost, mend);
    }
}
