package dev.drlab.lab.foreign;

import java.util.Set;

/**
 * The effect of a move on the foreign application, by an independent count of its rows.
 *
 * @param acknowledged rows that pgbench saw committed since the start
 * @param missing of these, the ones that the active database does not have; those of earlier moves included
 */
public record ForeignLoss(long acknowledged, Set<OrderKey> missing) {
    /** Keeps a copy. */
    public ForeignLoss {
        missing = Set.copyOf(missing);
    }
}
