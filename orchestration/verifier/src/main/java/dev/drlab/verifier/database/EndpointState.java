package dev.drlab.verifier.database;

/**
 * A database's own report of itself.
 *
 * @param inRecovery whether it is a standby
 * @param timeline PostgreSQL's timeline; 0 on a standby
 * @param epoch of {@code drlab_epoch}; 0 where that table is missing or may not be read
 */
public record EndpointState(boolean inRecovery, int timeline, long epoch) {
    /**
     * Whether this writer's data descends from the other's. The timeline decides between databases without an epoch, and
     * in the moment between a promotion and the new epoch.
     */
    boolean isAtLeast(EndpointState other) {
        return epoch != other.epoch ? epoch > other.epoch : timeline >= other.timeline;
    }
}
