package dev.drlab.lab.simulation.network.health;

/** The states of a health check. */
public enum HealthState {
    HEALTHY,
    UNHEALTHY
}
