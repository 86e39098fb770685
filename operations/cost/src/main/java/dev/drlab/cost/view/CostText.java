package dev.drlab.cost.view;

import dev.drlab.cost.Estimate;
import dev.drlab.cost.Event;
import dev.drlab.cost.input.Range;
import java.util.Locale;
import java.util.Map;

/** An estimate as a terminal shows it. */
public final class CostText {
    private static final String ROW = "%-22s %-16s %12s %12s%n";

    private CostText() {}

    /** A table by service and region, and the sums, in USD a month. */
    public static String of(Estimate estimate) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, ROW, "USD a month", "region", "low", "high"));
        estimate.byServiceAndRegion()
                .forEach((service, regions) -> regions.forEach((region, usd) -> {
                    if (!usd.isZero()) {
                        text.append(row(service, region, usd));
                    }
                }));
        for (Map.Entry<String, Range> region : estimate.byRegion().entrySet()) {
            text.append(row("all", region.getKey(), region.getValue()));
        }
        text.append(row("total", "", estimate.total()));
        Range unconfirmed = estimate.unconfirmed();
        if (!unconfirmed.isZero()) {
            text.append(row("of that unconfirmed", "", unconfirmed));
        }
        return text.toString();
    }

    /** One row: what an event costs beyond the ordinary month, in USD. */
    public static String of(Event event, Estimate estimate) {
        return row(event.title(), "", estimate.total());
    }

    private static String row(String name, String region, Range usd) {
        return String.format(Locale.ROOT, ROW, name, region, Usd.amount(usd.low()), Usd.amount(usd.high()));
    }
}
