package dev.drlab.cost.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.cost.Estimate;
import dev.drlab.cost.Line;
import dev.drlab.cost.input.Range;
import java.math.RoundingMode;

/** An estimate for programs: every charge with its price, and the sums. */
public final class CostJson {
    private static final int DECIMALS = 4;

    private CostJson() {}

    /** Amounts in USD a month, with four decimals. */
    public static String of(Estimate estimate) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("currency", "USD").put("period", "month");
        put(root.putObject("total"), estimate.total());
        put(root.putObject("unconfirmed"), estimate.unconfirmed());
        ArrayNode sums = root.putArray("byServiceAndRegion");
        estimate.byServiceAndRegion()
                .forEach((service, regions) -> regions.forEach((region, usd) ->
                        put(sums.addObject().put("service", service).put("region", region), usd)));
        ArrayNode lines = root.putArray("lines");
        for (Line line : estimate.lines()) {
            ObjectNode row = lines.addObject()
                    .put("resource", line.source())
                    .put("service", line.charge().service())
                    .put("region", line.charge().region())
                    .put("what", line.charge().what())
                    .put("unit", line.price().unit())
                    .put("basis", line.charge().basis());
            put(row.putObject("quantity"), line.charge().quantity());
            put(row.putObject("usd"), line.usd());
            ObjectNode price = row.putObject("price")
                    .put("low", line.price().usd().low())
                    .put("high", line.price().usd().high())
                    .put("confirmed", line.price().confirmed())
                    .put("date", line.price().date().toString())
                    .put("source", line.price().source().toString());
            price.put("found", line.price().found());
            ArrayNode assumptions = row.putArray("assumptions");
            line.charge().assumptions().forEach(assumptions::add);
        }
        return root.toPrettyString();
    }

    private static void put(ObjectNode node, Range range) {
        node.put("low", range.low().setScale(DECIMALS, RoundingMode.HALF_UP));
        node.put("high", range.high().setScale(DECIMALS, RoundingMode.HALF_UP));
    }
}
