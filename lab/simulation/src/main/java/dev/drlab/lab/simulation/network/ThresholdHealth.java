package dev.drlab.lab.simulation.network;

import java.util.function.Consumer;

/**
 * Turns observations into a state: it changes when {@code threshold} observations in a row disagree with it. Before any,
 * an endpoint counts as healthy, and an inverted check therefore as unhealthy, as in Route 53.
 */
final class ThresholdHealth implements Health {
    private final HealthStatus status;
    private final int threshold;
    private final boolean inverted;
    private boolean endpointHealthy = true;
    private int disagreeing;
    private volatile int observations;

    ThresholdHealth(String name, int threshold, boolean inverted) {
        this.status = new HealthStatus(name, inverted ? HealthState.UNHEALTHY : HealthState.HEALTHY);
        this.threshold = threshold;
        this.inverted = inverted;
    }

    synchronized void observe(boolean healthy, String detail) {
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
