package dev.drlab.agent;

import dev.drlab.contract.authority.Parity;
import dev.drlab.contract.database.DatabaseNames;
import java.time.Duration;
import java.util.Objects;

/**
 * The configuration of an agent: its region and its peer.
 *
 * @param region the agent's own region
 * @param peerRegion the other region
 * @param parity the set that the own region's epochs come from
 * @param databaseUrl JDBC URL of the own database, without user
 * @param peerDatabaseUrl JDBC URL of the peer's database over the peering, without user
 * @param agentUser the role that the agent logs in as, in both regions: may create roles and end sessions. On RDS the
 *     master user
 * @param agentPassword its password
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
        String agentUser,
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
        if (Objects.requireNonNull(agentUser, "agentUser").isBlank()) {
            throw new IllegalArgumentException("agentUser is blank");
        }
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

    /** With the role that the lab makes, {@link DatabaseNames#AGENT_ROLE}. */
    public AgentConfig(
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
        this(
                region,
                peerRegion,
                parity,
                databaseUrl,
                peerDatabaseUrl,
                DatabaseNames.AGENT_ROLE,
                agentPassword,
                writerPassword,
                readerPassword,
                databaseTimeout,
                fenceTimeout);
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "AgentConfig[" + region + ", peer " + peerRegion + ", " + databaseUrl + ", " + peerDatabaseUrl + "]";
    }
}
