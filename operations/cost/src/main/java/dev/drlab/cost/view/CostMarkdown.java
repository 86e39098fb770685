package dev.drlab.cost.view;

import dev.drlab.cost.Estimate;
import dev.drlab.cost.Line;
import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.Price;
import dev.drlab.cost.input.PriceTable;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.rule.Rule;
import dev.drlab.cost.rule.Rules;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Estimates and what they rest on, as tables of a document. */
public final class CostMarkdown {
    private CostMarkdown() {}

    /** By service and region, with the sums; in USD. */
    public static String byServiceAndRegion(Estimate estimate) {
        Set<String> regions = estimate.byRegion().keySet();
        StringBuilder text = new StringBuilder("| |");
        regions.forEach(region -> text.append(' ').append(region).append(" |"));
        text.append(" all |\n|---|").append("---:|".repeat(regions.size() + 1)).append('\n');
        estimate.byServiceAndRegion().forEach((service, byRegion) -> {
            Range all = byRegion.values().stream().reduce(Range.ZERO, Range::plus);
            if (!all.isZero()) {
                text.append(row(service, regions, byRegion, all));
            }
        });
        return text.append(row("**all**", regions, estimate.byRegion(), estimate.total()))
                .toString();
    }

    private static String row(String name, Set<String> regions, Map<String, Range> byRegion, Range all) {
        return "| " + name + " | "
                + regions.stream()
                        .map(region -> byRegion.getOrDefault(region, Range.ZERO))
                        .map(usd -> usd.isZero() ? "" : Usd.range(usd))
                        .collect(Collectors.joining(" | "))
                + " | " + Usd.range(all) + " |\n";
    }

    /** The difference of one estimate from another, low and high, such as {@code +42.10 to +47.20}; in USD. */
    public static String difference(Estimate more, Estimate less) {
        String low = signed(more.total().low().subtract(less.total().low()));
        String high = signed(more.total().high().subtract(less.total().high()));
        return low.equals(high) ? low : low + " to " + high;
    }

    private static String signed(BigDecimal usd) {
        String amount = Usd.amount(usd.abs());
        return amount.equals("0.00") ? "0.00" : (usd.signum() < 0 ? "-" : "+") + amount;
    }

    /** An amount, low and high; in USD. */
    public static String amount(Range usd) {
        return Usd.range(usd);
    }

    /** Every charge of an estimate, in the order in which it comes about; in USD. */
    public static String charges(Estimate estimate) {
        StringBuilder text =
                new StringBuilder("| | region | how it comes about | quantity | USD |\n|---|---|---|---:|---:|\n");
        for (Line line : estimate.lines()) {
            text.append("| ")
                    .append(line.charge().service())
                    .append(" | ")
                    .append(line.charge().region())
                    .append(" | ")
                    .append(line.charge().basis())
                    .append(" | ")
                    .append(Usd.plain(line.charge().quantity()))
                    .append(' ')
                    .append(line.price().unit())
                    .append(" | ")
                    .append(Usd.range(line.usd()))
                    .append(" |\n");
        }
        return text.toString();
    }

    /** Those assumptions that estimates rest on. */
    public static String assumptions(Collection<Estimate> estimates) {
        Set<String> used = new TreeSet<>();
        estimates.forEach(estimate -> used.addAll(estimate.assumptions()));
        StringBuilder text =
                new StringBuilder("| assumption | of what | primary | secondary | why |\n|---|---|---|---|---|\n");
        for (Assumptions.Assumption assumption : Assumptions.shipped().rows()) {
            if (used.contains(assumption.key())) {
                text.append("| `")
                        .append(assumption.key())
                        .append("` | ")
                        .append(assumption.unit())
                        .append(" | ")
                        .append(Usd.plain(assumption.primary()))
                        .append(" | ")
                        .append(Usd.plain(assumption.secondary()))
                        .append(" | ")
                        .append(assumption.why())
                        .append(" |\n");
            }
        }
        return text.toString();
    }

    /** Every price of a table. */
    public static String prices(PriceTable prices) {
        StringBuilder text = new StringBuilder(
                "| what | region | USD | of one | | date | source | found in |\n|---|---|---:|---|---|---|---|---|\n");
        for (Price price : prices.rows()) {
            text.append("| `")
                    .append(price.what())
                    .append("` | ")
                    .append(price.region())
                    .append(" | ")
                    .append(Usd.plain(price.usd()))
                    .append(" | ")
                    .append(price.unit())
                    .append(" | ")
                    .append(price.confirmed() ? "" : "unconfirmed")
                    .append(" | ")
                    .append(price.date())
                    .append(" | [")
                    .append(price.source().getPath().replaceAll("^/|/$", ""))
                    .append("](")
                    .append(price.source())
                    .append(") | ")
                    .append(price.found())
                    .append(" |\n");
        }
        return text.toString();
    }

    /** The types of resource that cost nothing by themselves, by their reason. */
    public static String free() {
        Map<String, Set<String>> byReason = new TreeMap<>();
        Rules.all().forEach((type, rule) -> {
            if (rule instanceof Rule.Free free) {
                byReason.computeIfAbsent(free.reason(), reason -> new TreeSet<>())
                        .add("`" + type + "`");
            }
        });
        StringBuilder text = new StringBuilder("| free | because |\n|---|---|\n");
        byReason.forEach((reason, types) -> text.append("| ")
                .append(String.join(", ", types))
                .append(" | ")
                .append(reason)
                .append(" |\n"));
        return text.toString();
    }
}
