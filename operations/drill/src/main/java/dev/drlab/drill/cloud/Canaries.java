package dev.drlab.drill.cloud;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.ReplicationLag;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The verifier's canaries during a move. */
public interface Canaries extends AutoCloseable {
    /** Begins, if it can; returns when canaries are about to be written. */
    void begin() throws InterruptedException;

    /**
     * Ends, and gives what was measured from before the move until now.
     *
     * @param event when the move began, by the region's clock: canaries must have been written until then
     */
    Answer end(Instant event) throws InterruptedException;

    @Override
    void close();

    /**
     * The measurement.
     *
     * @param canaries the account
     * @param replication the lag
     */
    record Figures(CanaryAccount canaries, ReplicationLag replication) {
        /** @throws NullPointerException if a component is null */
        public Figures {
            Objects.requireNonNull(canaries, "canaries");
            Objects.requireNonNull(replication, "replication");
        }
    }

    /**
     * The measurement, or why there is none.
     *
     * @param figures empty when nothing was
     * @param why a phrase; empty when something was
     */
    record Answer(Optional<Figures> figures, String why) {
        /** @throws IllegalArgumentException if nothing was measured and nothing says why */
        public Answer {
            if (figures.isEmpty() && why.isBlank()) {
                throw new IllegalArgumentException("why was nothing measured?");
            }
        }

        /** The verifier's measurement. */
        public static Answer measured(Figures figures) {
            return new Answer(Optional.of(figures), "");
        }

        /** Nothing, and why. */
        public static Answer unmeasured(String why) {
            return new Answer(Optional.empty(), why);
        }
    }
}
