package dev.drlab.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them: three significant figures at most, and the unit that fits. */
public final class Quantity {
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private Quantity() {}

    /** Seconds as {@code 0.4 ms}, {@code 185 ms}, {@code 4.13 s}, {@code 30 min} or {@code 1 h 30 min}. */
    public static String duration(double seconds) {
        if (seconds == 0) {
            return "0 s";
        }
        // The bounds are those at which rounding would show the next unit's 1.
        if (seconds < 0.9995) {
            return millis(seconds * 1000);
        }
        if (seconds < 119.5) {
            return figures(seconds) + " s";
        }
        if (seconds < 2 * HOUR) {
            double minutes = seconds / MINUTE;
            return (minutes < 10 ? figures(oneDecimal(minutes)) : Math.round(minutes)) + " min";
        }
        return figures(oneDecimal(seconds / HOUR)) + " h";
    }

    /** Milliseconds with their unit, in three figures. */
    public static String millis(double millis) {
        return figures(millis) + " ms";
    }

    /** Three significant figures, no trailing zeros, no exponent, thousands separated. */
    public static String figures(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int scale = 3 - exact.precision() + exact.scale();
        BigDecimal rounded = exact.setScale(Math.max(0, Math.min(scale, 3)), RoundingMode.HALF_UP);
        if (rounded.signum() == 0) {
            return "< 0.001";
        }
        BigDecimal plain = rounded.stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, plain.scale()) + "f", plain);
    }

    /** {@code 1 row}, {@code 2 rows}: a noun that takes an s. */
    public static String count(long number, String noun) {
        return count(number, noun, noun + "s");
    }

    /** The same for a noun with a plural of its own. */
    public static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** A whole number with separators between thousands. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A share of 1 as a percentage that shows 100 only when nothing is missing. */
    public static String percent(double ratio) {
        BigDecimal percent = BigDecimal.valueOf(ratio * 100).setScale(2, RoundingMode.DOWN);
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    /** A share of 1 that should be small, as a percentage that shows 0 only when there is none of it. */
    public static String percentUp(double ratio) {
        BigDecimal percent = BigDecimal.valueOf(ratio).movePointRight(2);
        BigDecimal rounded = percent.setScale(percent.compareTo(BigDecimal.TEN) < 0 ? 2 : 1, RoundingMode.UP);
        return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + " %";
    }

    /** Bytes in the unit that fits. */
    public static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }

    private static double oneDecimal(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
