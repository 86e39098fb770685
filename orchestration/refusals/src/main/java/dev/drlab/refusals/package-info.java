/**
 * The refusals of AWS: one table, each row with its source, and the decisions that rest on it. Knows no SDK and no wire;
 * the refusals of AWS's models of the requests are in {@code model}.
 *
 * <p>One package of more than 20 files because {@link dev.drlab.refusals.Refusal} is sealed, and outside a named module all
 * that a sealed type permits lies in its package: each service's rows, and beside them the decisions that rest on them.
 */
package dev.drlab.refusals;
