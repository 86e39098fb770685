package dev.drlab.lab.simulation.network.health;

import java.util.function.Consumer;

/** A health check of any kind, as DNS records and other checks see it. Thread-safe. */
public interface Health {
    /** The check's name, unique among those that are used together. */
    String name();

    /** The present state, inversion applied. */
    HealthState state();

    /** True once it has seen enough to mean what it says; until then {@link #state} is what Route 53 starts with. */
    boolean settled();

    /**
     * Calls the listener for every later transition, on the thread that found it, in order. It must return soon and must
     * not throw.
     */
    void onTransition(Consumer<HealthTransition> listener);

    /** True while {@link #state} is {@link HealthState#HEALTHY}. */
    default boolean healthy() {
        return state() == HealthState.HEALTHY;
    }
}
