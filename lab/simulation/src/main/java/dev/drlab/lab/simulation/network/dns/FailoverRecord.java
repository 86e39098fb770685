package dev.drlab.lab.simulation.network.dns;

import dev.drlab.lab.simulation.network.health.Health;
import java.util.Objects;

/**
 * A PRIMARY record with a health check and a SECONDARY record without one: the primary region while the check is
 * healthy, else the secondary region, whatever its condition. Stands in for Route 53's failover routing; see
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html">How Route 53 averts
 * failover problems</a> and
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html">Failover routing</a>.
 * Simulated: the answer changes with the check at once, where Route 53's name servers take seconds to hear of it.
 *
 * @param name the name
 * @param ttlMillis how long resolvers may keep an answer
 * @param primary the primary region
 * @param primaryHealth the PRIMARY record's check
 * @param secondary the secondary region
 */
public record FailoverRecord(String name, long ttlMillis, String primary, Health primaryHealth, String secondary)
        implements DnsRecord {
    /** @throws IllegalArgumentException if both regions are the same or the time to live is negative */
    public FailoverRecord {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(primaryHealth, "primaryHealth");
        if (primary.equals(secondary)) {
            throw new IllegalArgumentException("record " + name + ": both regions are " + primary);
        }
        if (ttlMillis < 0) {
            throw new IllegalArgumentException(
                    "record " + name + ": a time to live of " + ttlMillis + " ms is negative");
        }
    }

    @Override
    public DnsAnswer answer() {
        return new DnsAnswer(primaryHealth.healthy() ? primary : secondary, ttlMillis);
    }
}
