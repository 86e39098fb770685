package dev.drlab.infra.stacks.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The database's size, version and unfenced roles, the same in both regions.
 *
 * @param instanceClass e.g. {@code db.t4g.medium}
 * @param engineVersion of PostgreSQL: a major version, or major and minor
 * @param multiAz whether the primary region's instance has a standby in another zone
 * @param unfencedRoles roles that a drain leaves open, each with its reason
 */
public record DatabaseSettings(
        String instanceClass, String engineVersion, boolean multiAz, SortedMap<String, String> unfencedRoles) {
    /** Copies the map of roles. */
    public DatabaseSettings {
        unfencedRoles = Collections.unmodifiableSortedMap(new TreeMap<>(unfencedRoles));
    }

    /** The major version, which names the parameter group's family. */
    public int majorVersion() {
        return Integer.parseInt(engineVersion.split("\\.", 2)[0]);
    }
}
