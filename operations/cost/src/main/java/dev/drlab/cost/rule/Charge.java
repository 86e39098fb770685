package dev.drlab.cost.rule;

import dev.drlab.cost.input.Range;
import java.util.List;

/**
 * So much of something that has a price, in a month or in the time of an event.
 *
 * @param service of AWS, as its bill names it
 * @param region where it is charged
 * @param what the price's key
 * @param quantity in the price's unit
 * @param basis how the quantity comes about, for a reader
 * @param assumptions keys of the assumptions that it rests on; none: the stacks say it all
 */
public record Charge(
        String service, String region, String what, Range quantity, String basis, List<String> assumptions) {
    /** Copies the list. */
    public Charge {
        assumptions = List.copyOf(assumptions);
    }

    /** A charge that follows from the stacks alone. */
    static Charge fixed(String service, String region, String what, Range quantity, String basis) {
        return new Charge(service, region, what, quantity, basis, List.of());
    }
}
