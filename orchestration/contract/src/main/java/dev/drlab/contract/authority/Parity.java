package dev.drlab.contract.authority;

import java.util.Locale;

/** The set that a region draws its epochs from. The sets are disjoint, so two regions never hold the same epoch. */
public enum Parity {
    /** The primary's epochs: 1, 3, 5, … */
    ODD,
    /** The secondary's epochs: 2, 4, 6, … */
    EVEN;

    /** The smallest epoch of this parity above {@code highestSeen}, which is 0 where nothing was seen. */
    public long nextAbove(long highestSeen) {
        if (highestSeen < 0) {
            throw new IllegalArgumentException("highestSeen must be 0 or more, got " + highestSeen);
        }
        long candidate = highestSeen + 1;
        return owns(candidate) ? candidate : candidate + 1;
    }

    /** True when {@code epoch} belongs to this parity. */
    public boolean owns(long epoch) {
        return (epoch % 2 == 1) == (this == ODD);
    }

    /**
     * Reads {@code odd} or {@code even}, in any case.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Parity parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "odd" -> ODD;
            case "even" -> EVEN;
            default -> throw new IllegalArgumentException("parity must be odd or even, got '" + text + "'");
        };
    }
}
