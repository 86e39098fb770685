package dev.drlab.lab.network;

/** What a health check says. */
public enum HealthState {
    HEALTHY,
    UNHEALTHY
}
