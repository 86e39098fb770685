package dev.drlab.doctor;

import java.util.Objects;

/**
 * What a look at one thing showed.
 *
 * @param found what is there, with its numbers
 * @param cost what cannot be done, or is worse, for it; empty when all is well
 * @param mend the command or step that mends it; empty when all is well
 */
public record Sight(Level level, String found, String cost, String mend) {
    /** Checks that what is not well says what that costs and what mends it. */
    public Sight {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(found, "found");
        boolean well = level == Level.OK;
        if (found.isBlank() || cost.isBlank() != well || mend.isBlank() != well) {
            throw new IllegalArgumentException("a sight that is not ok names its cost and what mends it: " + found);
        }
    }

    /** As much as is needed. */
    public static Sight ok(String found) {
        return new Sight(Level.OK, found, "", "");
    }

    /** Less than is good. */
    public static Sight warning(String found, String cost, String mend) {
        return new Sight(Level.WARNING, found, cost, mend);
    }

    /** Not there, or too little. */
    public static Sight missing(String found, String cost, String mend) {
        return new Sight(Level.MISSING, found, cost, mend);
    }
}
