package dev.drlab.cost;

import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.Price;
import dev.drlab.cost.input.PriceTable;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import dev.drlab.cost.input.SynthesizedStacks;
import dev.drlab.cost.rule.Charge;
import dev.drlab.cost.rule.Context;
import dev.drlab.cost.rule.Rule;
import dev.drlab.cost.rule.Rules;
import dev.drlab.cost.rule.UnpricedOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The cost of a deployment: each charge with its price. */
public final class Estimate {
    private final List<Line> lines;

    private Estimate(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * The monthly cost of stacks.
     *
     * @throws CostException if a type of resource has no rule, an argument costs that no rule prices, or something has no
     *     price; it names all that miss one
     */
    public static Estimate ofMonth(SynthesizedStacks stacks, PriceTable prices, Assumptions assumptions) {
        Map<String, Rule> rules = Rules.all();
        Set<String> unknown = new TreeSet<>();
        stacks.resources().stream()
                .map(Resource::type)
                .filter(type -> !rules.containsKey(type))
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw new CostException("no rule says what these types of resource cost: " + String.join(", ", unknown)
                    + "; add each to the rules of dev.drlab.cost, with a price or with the reason why it is free");
        }
        requireNoUnpricedOption(stacks);
        Context context = new Context(stacks, assumptions);
        List<Unpriced> charges = new ArrayList<>();
        for (Resource resource : stacks.resources()) {
            if (rules.get(resource.type()) instanceof Rule.Charged charged) {
                charged.charges()
                        .of(resource, context)
                        .forEach(charge -> charges.add(new Unpriced(resource.toString(), charge)));
            }
        }
        return priced(charges, prices);
    }

    private static void requireNoUnpricedOption(SynthesizedStacks stacks) {
        List<String> found = new ArrayList<>();
        for (Resource resource : stacks.resources()) {
            UnpricedOptions.of(resource).ifPresent(option -> found.add(resource + " has " + option));
        }
        if (!found.isEmpty()) {
            throw new CostException("no rule says what these cost: " + String.join("; ", found)
                    + "; leave them out, or add them to the rules of dev.drlab.cost");
        }
    }

    /**
     * The cost of an event beyond the month's ordinary cost.
     *
     * @throws CostException if something has no price; it names all that miss one
     */
    public static Estimate of(Event event, SynthesizedStacks stacks, PriceTable prices, Assumptions assumptions) {
        List<Unpriced> charges = event.charges(new Context(stacks, assumptions)).stream()
                .map(charge -> new Unpriced(event.title(), charge))
                .toList();
        return priced(charges, prices);
    }

    private record Unpriced(String source, Charge charge) {}

    private static Estimate priced(List<Unpriced> charges, PriceTable prices) {
        List<Line> lines = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        for (Unpriced unpriced : charges) {
            Charge charge = unpriced.charge();
            prices.find(charge.what(), charge.region())
                    .ifPresentOrElse(
                            price -> lines.add(new Line(unpriced.source(), charge, price)),
                            () -> missing.add(charge.what() + " in " + charge.region()));
        }
        if (!missing.isEmpty()) {
            throw new CostException("these have no price: " + String.join(", ", missing)
                    + "; give them in a file with --region-prices (docs/cost.md has its form)");
        }
        return new Estimate(lines);
    }

    /** In USD. */
    public Range total() {
        return sum(lines);
    }

    /** In USD, by service and, within it, by region. */
    public Map<String, Map<String, Range>> byServiceAndRegion() {
        Map<String, Map<String, Range>> sums = new TreeMap<>();
        for (Line line : lines) {
            sums.computeIfAbsent(line.charge().service(), service -> new TreeMap<>())
                    .merge(line.charge().region(), line.usd(), Range::plus);
        }
        return sums;
    }

    /** In USD, by region. */
    public Map<String, Range> byRegion() {
        Map<String, Range> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.charge().region(), line.usd(), Range::plus));
        return sums;
    }

    /** Keys of the assumptions that it rests on. */
    public Set<String> assumptions() {
        Set<String> keys = new TreeSet<>();
        lines.forEach(line -> keys.addAll(line.charge().assumptions()));
        return keys;
    }

    /** The prices that it uses, by what and region. */
    public List<Price> prices() {
        Map<String, Price> used = new TreeMap<>();
        lines.forEach(line -> used.put(line.price().what() + " " + line.price().region(), line.price()));
        return List.copyOf(used.values());
    }

    /** Of the total, in USD, what rests on prices that no source confirms. */
    public Range unconfirmed() {
        return sum(lines.stream().filter(line -> !line.price().confirmed()).toList());
    }

    /** Each charge with its price. */
    public List<Line> lines() {
        return lines;
    }

    private static Range sum(List<Line> lines) {
        return lines.stream().map(Line::usd).reduce(Range.ZERO, Range::plus);
    }
}
