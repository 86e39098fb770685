package dev.drlab.stacks.config;

/**
 * Route 53's health checks.
 *
 * @param intervalSeconds between requests of one checker, 10 or 30
 * @param failureThreshold consecutive failures that make a check unhealthy
 */
public record HealthCheckSettings(int intervalSeconds, int failureThreshold) {}
