package dev.drlab.verifier.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a ledger can be relied on.
 *
 * @param closed whether the run ended in order; if not, it goes on, or its last records may be missing
 * @param tornBytes bytes of a record at the very end that is not whole, as a crash leaves it; 0 if there are none
 * @param startedAt when its run started; empty if no header could be read
 * @param lastRecordAt when its last record was made; empty if there is none. What a run that was not closed did after that
 *     is not known
 * @param damages where it is not what its run wrote, in order; an account made from it is incomplete then
 */
public record LedgerCondition(
        boolean closed,
        long tornBytes,
        Optional<Instant> startedAt,
        Optional<Instant> lastRecordAt,
        List<LedgerDamage> damages) {
    /** Copies the list. */
    public LedgerCondition {
        damages = List.copyOf(damages);
    }

    /** True when every record that was written and not dropped on purpose was read, but for a torn one at the end. */
    public boolean complete() {
        return damages.isEmpty();
    }
}
