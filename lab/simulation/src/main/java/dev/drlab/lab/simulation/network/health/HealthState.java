package dev.drlab.lab.simulation.network.health;

/** What a health check says. */
public enum HealthState {
    HEALTHY,
    UNHEALTHY
}
