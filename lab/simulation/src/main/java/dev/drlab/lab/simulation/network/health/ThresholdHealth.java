package dev.drlab.lab.simulation.network.health;

/**
 * Turns observations into a state: it changes when {@code threshold} observations in a row disagree with it. Before any,
 * an endpoint counts as healthy, and an inverted check therefore as unhealthy, as in Route 53.
 */
public final class ThresholdHealth extends HealthStatus {
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
        super(name, inverted ? HealthState.UNHEALTHY : HealthState.HEALTHY);
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
            become(healthy != inverted, detail);
        }
    }

    @Override
    public boolean settled() {
        return observations >= threshold;
    }
}
