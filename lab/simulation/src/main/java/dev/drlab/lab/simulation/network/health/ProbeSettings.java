package dev.drlab.lab.simulation.network.health;

/**
 * How an endpoint is probed.
 *
 * <p>Route 53 knows intervals of 10 and 30 seconds and thresholds from 1 to 10; the lab allows shorter intervals, so that
 * a rehearsal does not spend its time waiting. See
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">How
 * Amazon Route 53 determines whether a health check is healthy</a>.
 *
 * @param intervalMillis from the start of one probe to the start of the next, 10 or more
 * @param threshold how many probes in a row must disagree with the state before it changes, the same number both ways,
 *     1 to 10
 * @param timeoutMillis how long a probe may take from connect to the response's status line; Route 53 allows 4 s for the
 *     connection and 2 s more for the response
 */
public record ProbeSettings(long intervalMillis, int threshold, int timeoutMillis) {
    /** @throws IllegalArgumentException if a value is out of its range */
    public ProbeSettings {
        if (intervalMillis < 10) {
            throw new IllegalArgumentException("health check interval of " + intervalMillis + " ms is below 10 ms");
        }
        if (threshold < 1 || threshold > 10) {
            throw new IllegalArgumentException("health check threshold " + threshold + " is not within 1 to 10");
        }
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("health check timeout of " + timeoutMillis + " ms is not positive");
        }
    }
}
