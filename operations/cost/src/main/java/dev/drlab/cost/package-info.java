/**
 * The monthly cost of the synthesized stacks: prices, assumptions, rules by resource type, and the views of the result.
 *
 * <p>One package of more than 20 files because an estimate is one calculation: each rule reads resources and prices, and
 * gives the lines that the views print; nothing outside needs more than the estimate.
 */
package dev.drlab.cost;
