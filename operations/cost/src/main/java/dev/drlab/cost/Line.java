package dev.drlab.cost;

/**
 * A charge with its price.
 *
 * @param source the resource or event that it is for
 * @param charge how much of what
 * @param price of one unit
 */
record Line(String source, Charge charge, Price price) {
    /** In USD. */
    Range usd() {
        return charge.quantity().times(price.usd());
    }
}
