package dev.drlab.agent;

import dev.drlab.authority.Parity;
import java.time.Duration;
import java.util.Objects;

/**
 * What an agent needs to know about its region and its peer.
 *
 * @param region the agent's own region
 * @param peerRegion the other region
 * @param parity the set that the own region's epochs come from
 * @param databaseUrl JDBC URL of the own database, without user
 * @param peerDatabaseUrl JDBC URL of the peer's database over the peering, without user
 * @param agentPassword password of {@code drlab_agent}, in both regions
 * @param writerPassword password of {@code drlab_writer}
 * @param readerPassword password of {@code drlab_reader}
 * @param databaseTimeout longest wait for a connection or an answer from a database; whole seconds, at least 1
 * @param fenceTimeout longest time that each half of a fence (record, database) may take
 */
public record AgentConfig(
        String region,
        String peerRegion,
        Parity parity,
        String databaseUrl,
        String peerDatabaseUrl,
        String agentPassword,
        String writerPassword,
        String readerPassword,
        Duration databaseTimeout,
        Duration fenceTimeout) {
    /** @throws IllegalArgumentException if the regions are equal or a timeout is under a second */
    public AgentConfig {
        Objects.requireNonNull(parity, "parity");
        Objects.requireNonNull(databaseUrl, "databaseUrl");
        Objects.requireNonNull(peerDatabaseUrl, "peerDatabaseUrl");
        Objects.requireNonNull(agentPassword, "agentPassword");
        Objects.requireNonNull(writerPassword, "writerPassword");
        Objects.requireNonNull(readerPassword, "readerPassword");
        if (Objects.requireNonNull(region, "region").equals(Objects.requireNonNull(peerRegion, "peerRegion"))) {
            throw new IllegalArgumentException("region and peerRegion are both " + region);
        }
        if (databaseTimeout.toSeconds() < 1 || fenceTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("timeouts must be at least 1 s");
        }
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "AgentConfig[" + region + ", peer " + peerRegion + ", " + databaseUrl + ", " + peerDatabaseUrl + "]";
    }
}
