package dev.drlab.cost.input;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A number that is known to lie between two, such as a quantity a month or an amount in USD.
 *
 * @param low the lowest, not negative
 * @param high the highest, not below {@code low}
 */
public record Range(BigDecimal low, BigDecimal high) {
    /** Nothing. */
    public static final Range ZERO = exactly(0);

    /** Refuses negative numbers, and a lowest above the highest. */
    public Range {
        Objects.requireNonNull(low, "low");
        Objects.requireNonNull(high, "high");
        if (low.signum() < 0 || high.compareTo(low) < 0) {
            throw new IllegalArgumentException("a range is from " + low + " to " + high
                    + "; the first must not be negative, nor above the second");
        }
    }

    /** From one number to another. */
    public static Range of(String low, String high) {
        return new Range(new BigDecimal(low), new BigDecimal(high));
    }

    /** A number that is known. */
    public static Range exactly(BigDecimal value) {
        return new Range(value, value);
    }

    /** A number that is known. */
    public static Range exactly(long value) {
        return exactly(BigDecimal.valueOf(value));
    }

    /** The sum. */
    public Range plus(Range other) {
        return new Range(low.add(other.low), high.add(other.high));
    }

    /** The product. */
    public Range times(Range other) {
        return new Range(low.multiply(other.low), high.multiply(other.high));
    }

    /** The product. */
    public Range times(long factor) {
        return times(exactly(factor));
    }

    /** True when both ends are the same number. */
    public boolean isExact() {
        return low.compareTo(high) == 0;
    }

    /** True when both ends are nothing. */
    public boolean isZero() {
        return high.signum() == 0;
    }
}
