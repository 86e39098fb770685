package dev.drlab.lab.simulation.network.dns;

import java.util.Objects;

/**
 * The answer to a name.
 *
 * @param region the region whose balancer the name stands for now
 * @param ttlMillis how long a resolver may keep it; Route 53 counts whole seconds and uses 60 s for alias records
 */
public record DnsAnswer(String region, long ttlMillis) {
    /** @throws IllegalArgumentException if the time to live is negative */
    public DnsAnswer {
        Objects.requireNonNull(region, "region");
        if (ttlMillis < 0) {
            throw new IllegalArgumentException("a time to live of " + ttlMillis + " ms is negative");
        }
    }
}
