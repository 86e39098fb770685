package dev.drlab.lab.simulation.network;

/** What a health check says. */
public enum HealthState {
    HEALTHY,
    UNHEALTHY
}
