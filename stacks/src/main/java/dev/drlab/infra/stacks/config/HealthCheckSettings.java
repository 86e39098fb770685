package dev.drlab.infra.stacks.config;

/**
 * Settings of Route 53's health checks.
 *
 * @param intervalSeconds seconds between requests of one checker, 10 or 30
 * @param failureThreshold consecutive failures that make a check unhealthy
 */
public record HealthCheckSettings(int intervalSeconds, int failureThreshold) {}
