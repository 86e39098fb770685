package dev.drlab.verifier.ledger;

import java.util.List;

/**
 * Whether a ledger can be relied on.
 *
 * @param closed whether the run ended in order; if not, it goes on, or its last records may be missing
 * @param tornBytes bytes of a record at the very end that is not whole, as a crash leaves it; 0 if there are none
 * @param damages where it is not what its run wrote, in order; an account made from it is incomplete then
 */
public record LedgerCondition(boolean closed, long tornBytes, List<LedgerDamage> damages) {
    /** Copies the list. */
    public LedgerCondition {
        damages = List.copyOf(damages);
    }

    /** True when every record that was written and not dropped on purpose was read, but for a torn one at the end. */
    public boolean complete() {
        return damages.isEmpty();
    }
}
