/** The monthly cost of the synthesized stacks: every resource by its rule, and every line by its price. */
package dev.drlab.cost;
