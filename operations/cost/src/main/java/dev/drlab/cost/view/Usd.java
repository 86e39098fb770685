package dev.drlab.cost.view;

import dev.drlab.cost.input.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How amounts and quantities are shown. */
final class Usd {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int QUANTITY_DIGITS = 3;

    private Usd() {}

    /** With two decimals; less than a cent, but not nothing, as such. */
    static String amount(BigDecimal usd) {
        if (usd.signum() > 0 && usd.compareTo(CENT) < 0) {
            return "< 0.01";
        }
        return String.format(Locale.ROOT, "%,.2f", usd.setScale(2, RoundingMode.HALF_UP));
    }

    /** Both ends, or one amount when they show the same. */
    static String range(Range usd) {
        String low = amount(usd.low());
        String high = amount(usd.high());
        return low.equals(high) ? low : low + " to " + high;
    }

    /** A quantity or a unit price as short as it can be. */
    static String plain(Range numbers) {
        String low = plain(numbers.low());
        String high = plain(numbers.high());
        return low.equals(high) ? low : low + " to " + high;
    }

    private static String plain(BigDecimal number) {
        BigDecimal rounded =
                number.compareTo(BigDecimal.ONE) < 0 ? number : number.setScale(QUANTITY_DIGITS, RoundingMode.HALF_UP);
        BigDecimal stripped = rounded.stripTrailingZeros();
        return stripped.signum() == 0 ? "0" : stripped.toPlainString();
    }
}
