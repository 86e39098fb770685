package dev.drlab.agent;

import dev.drlab.contract.database.DatabaseNames;
import java.util.Objects;

/**
 * A role that a fence leaves open although it is none of drlab's own: a monitoring role, say. Whatever it writes during a
 * switchover may be lost, so each has its reason.
 *
 * @param role its name in the database
 * @param reason why it may stay open
 */
record UnfencedRole(String role, String reason) {
    UnfencedRole {
        if (Objects.requireNonNull(role, "role").isBlank()) {
            throw new IllegalArgumentException("a role of unfencedRoles is blank");
        }
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("role " + role + " of unfencedRoles has no reason");
        }
        if (role.equals(DatabaseNames.WRITER_ROLE)) {
            throw new IllegalArgumentException("unfencedRoles names " + role + ", which writes the service's rows");
        }
    }
}
