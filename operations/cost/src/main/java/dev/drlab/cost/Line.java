package dev.drlab.cost;

import dev.drlab.cost.input.Price;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.rule.Charge;

/**
 * A charge with its price.
 *
 * @param source the resource or event that it is for
 * @param charge how much of what
 * @param price of one unit
 */
public record Line(String source, Charge charge, Price price) {
    /** In USD. */
    public Range usd() {
        return charge.quantity().times(price.usd());
    }
}
