package dev.drlab.agent.wal;

import dev.drlab.agent.wal.record.Lsn;
import java.util.Objects;

/**
 * Where a promoted database's timeline branches off its parent's: what the parent has beyond it exists only there.
 *
 * @param timeline the new one
 * @param parent the one that it branches off
 * @param lsn end of the last record that both have
 * @param systemIdentifier of the cluster's lineage, the same for both
 */
record Branch(int timeline, int parent, Lsn lsn, String systemIdentifier) {
    Branch {
        Objects.requireNonNull(lsn, "lsn");
        Objects.requireNonNull(systemIdentifier, "systemIdentifier");
        if (parent < 1 || timeline <= parent) {
            throw new IllegalArgumentException("timeline " + timeline + " cannot branch off timeline " + parent);
        }
    }
}
