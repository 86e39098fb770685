/** Failover records, health checks and certificates. */
package dev.drlab.infra.routing;
