package dev.drlab.cost.input;

import java.net.URI;
import java.time.LocalDate;
import java.util.Objects;

/**
 * One row of the table of prices: on demand, without tax, discount or free tier.
 *
 * @param what the key that rules ask for, such as {@code nat.hour}
 * @param region the region's code, or {@link #GLOBAL} for services that have one price everywhere
 * @param unit what one of it is, such as {@code hour} or {@code GB-month}
 * @param usd of one unit
 * @param confirmed whether a source gives this figure for this region; otherwise {@code usd} is a range
 * @param date of which the figure is
 * @param source the page of AWS that has the price
 * @param found where the figure was read, or why there is only a range
 */
public record Price(
        String what,
        String region,
        String unit,
        Range usd,
        boolean confirmed,
        LocalDate date,
        URI source,
        String found) {
    /** The region of a price that is the same everywhere. */
    public static final String GLOBAL = "global";

    /** Refuses empty texts, a confirmed range, and a source that is no page of AWS. */
    public Price {
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(usd, "usd");
        if (what.isBlank() || region.isBlank() || unit.isBlank() || found.isBlank()) {
            throw new IllegalArgumentException(
                    "price of " + what + " in " + region + ": what, region, unit and found must not be empty");
        }
        if (confirmed && !usd.isExact()) {
            throw new IllegalArgumentException(
                    "price of " + what + " in " + region + ": a confirmed price is one number");
        }
        if (!"https".equals(source.getScheme())
                || !String.valueOf(source.getHost()).endsWith("aws.amazon.com")) {
            throw new IllegalArgumentException(
                    "price of " + what + " in " + region + ": its source is " + source + ", which is no page of AWS");
        }
    }
}
