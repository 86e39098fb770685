package dev.drlab.infra.routing;

/**
 * How often Route 53 asks, and how soon it believes what it sees (Route 53 API Reference, HealthCheckConfig).
 *
 * @param intervalSeconds seconds between two requests of one health checker, 10 or 30. Cannot be changed in place: a
 *     new value replaces the checks, the new ones before the old
 * @param failureThreshold how many requests in a row must differ before the state changes, 1 to 10
 */
public record HealthCheckProps(int intervalSeconds, int failureThreshold) {
    /** @throws IllegalArgumentException if Route 53 does not offer the value */
    public HealthCheckProps {
        if (intervalSeconds != 10 && intervalSeconds != 30) {
            throw new IllegalArgumentException("intervalSeconds must be 10 or 30 but is " + intervalSeconds);
        }
        if (failureThreshold < 1 || failureThreshold > 10) {
            throw new IllegalArgumentException("failureThreshold must be 1 to 10 but is " + failureThreshold);
        }
    }
}
