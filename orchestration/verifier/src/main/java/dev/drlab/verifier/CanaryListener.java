package dev.drlab.verifier;

import dev.drlab.verifier.measure.CanarySample;

/** Told what happens in a run. Called from the run's own threads: must return quickly and must not throw. */
public interface CanaryListener {
    /** Hears nothing. */
    CanaryListener NONE = new CanaryListener() {};

    /** A new point of the series. */
    default void onSample(CanarySample sample) {}

    /**
     * Canaries now go to this database.
     *
     * @param name the endpoint's name
     * @param epoch of {@code drlab_epoch}; 0 where that table does not exist
     * @param timeline PostgreSQL's timeline, one higher after each promotion
     */
    default void onWriter(String name, long epoch, int timeline) {}

    /** The run writes no more canaries because its ledger can not be written. */
    default void onLedgerFailure(String message) {}
}
