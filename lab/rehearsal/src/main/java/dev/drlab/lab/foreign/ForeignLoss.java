package dev.drlab.lab.foreign;

/**
 * The effect of a move on the foreign application, by an independent count of its rows.
 *
 * @param acknowledged rows that pgbench saw committed since the start
 * @param lost of these, how many the active database does not have; those of earlier moves included
 */
public record ForeignLoss(long acknowledged, long lost) {}
