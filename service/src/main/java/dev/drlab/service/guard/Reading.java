package dev.drlab.service.guard;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Who may answer a read: this region, because nobody can have newer rows; this region, as a replica that is so far behind;
 * or, when neither is so, the other region.
 *
 * @param verdict what the guard knows
 * @param replicaLagSeconds 0 or more when the local replica may answer, else empty
 */
public record Reading(Verdict verdict, OptionalDouble replicaLagSeconds) {
    public Reading {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(replicaLagSeconds, "replicaLagSeconds");
    }

    /** True when nobody can have newer rows. */
    public boolean newest() {
        return verdict.newest();
    }

    /** True when the local replica may answer. */
    public boolean replica() {
        return !newest() && replicaLagSeconds.isPresent();
    }
}
