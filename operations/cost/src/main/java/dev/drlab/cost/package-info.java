/** What the synthesized stacks cost in a month: prices, assumptions, rules by resource type, and the views of the result. */
package dev.drlab.cost;
