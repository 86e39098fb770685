package dev.drlab.lab.simulation.network.health;

import java.util.function.Consumer;

/**
 * Turns observations into a state: it changes when {@code threshold} observations in a row disagree with it. Before any,
 * an endpoint counts as healthy, and an inverted check therefore as unhealthy, as in Route 53.
 */
public final class ThresholdHealth implements Health {
    private final HealthStatus status;
    private final int threshold;
    private final boolean inverted;
    private boolean endpointHealthy = true;
    private int disagreeing;
    private volatile int observations;

    /**
     * @param threshold observations in a row that change the state, from 1
     * @param inverted whether a healthy observation counts as unhealthy
     */
    public ThresholdHealth(String name, int threshold, boolean inverted) {
        this.status = new HealthStatus(name, inverted ? HealthState.UNHEALTHY : HealthState.HEALTHY);
        this.threshold = threshold;
        this.inverted = inverted;
    }

    /** Takes one observation; the state changes when enough in a row say so. */
    public synchronized void observe(boolean healthy, String detail) {
        observations = Math.min(observations + 1, threshold);
        disagreeing = healthy == endpointHealthy ? 0 : disagreeing + 1;
        if (disagreeing >= threshold) {
            disagreeing = 0;
            endpointHealthy = healthy;
            status.become(healthy != inverted, detail);
        }
    }

    @Override
    public String name() {
        return status.name();
    }

    @Override
    public HealthState state() {
        return status.state();
    }

    @Override
    public boolean settled() {
        return observations >= threshold;
    }

    @Override
    public void onTransition(Consumer<HealthTransition> listener) {
        status.onTransition(listener);
    }
}
