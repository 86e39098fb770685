package dev.drlab.cost.rule;

import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import dev.drlab.cost.input.SynthesizedStacks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The inputs of rules besides the resource itself.
 *
 * @param stacks all of the deployment
 * @param assumptions about use
 */
public record Context(SynthesizedStacks stacks, Assumptions assumptions) {
    /** AWS's own convention for a month, of its calculator and pricing pages. */
    public static final int HOURS = 730;

    /** A charge for every hour of the month. */
    Charge hourly(String service, Resource resource, String what, long count, String basis) {
        return Charge.fixed(service, resource.region(), what, Range.exactly(count * HOURS), basis);
    }

    /** A charge for as much as is assumed. */
    Charge assumed(String service, Resource resource, String what, String assumption) {
        return assumed(service, resource, resource.region(), what, assumption);
    }

    /** A charge for as much as is assumed, in another region than the resource's. */
    Charge assumed(String service, Resource resource, String region, String what, String assumption) {
        Assumptions.Assumption row = assumptions.get(assumption);
        return new Charge(service, region, what, row.in(resource.place()), row.unit(), List.of(assumption));
    }

    /** Thousandths of a number, exactly. */
    public static BigDecimal divided(long number, long by) {
        return BigDecimal.valueOf(number).divide(BigDecimal.valueOf(by), 6, RoundingMode.HALF_UP);
    }
}
