/** The inputs of an estimate: the synthesized stacks and their resources, prices, and assumptions. */
package dev.drlab.cost.input;
