package dev.drlab.service.guard;

import java.util.Objects;

/**
 * The guard's knowledge at one moment.
 *
 * @param state whether this region may write, or why not
 * @param epoch the highest epoch ever seen, 0 when none
 * @param holder the region that this epoch names, empty when none
 */
public record Verdict(WriteState state, long epoch, String holder) {
    public Verdict {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(holder, "holder");
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be 0 or more, got " + epoch);
        }
    }

    /** True when this region may write. */
    public boolean active() {
        return state == WriteState.ACTIVE;
    }

    /** No other region can have newer rows: this one may write, or nobody may for as long as it is drained. */
    boolean newest() {
        return active() || state == WriteState.DRAINED;
    }
}
