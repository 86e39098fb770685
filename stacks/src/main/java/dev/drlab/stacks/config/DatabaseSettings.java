package dev.drlab.stacks.config;

/**
 * The database's size and version, the same in both regions.
 *
 * @param instanceClass e.g. {@code db.t4g.medium}
 * @param engineVersion of PostgreSQL: a major version, or major and minor
 * @param multiAz whether the primary region's instance has a standby in another zone
 */
public record DatabaseSettings(String instanceClass, String engineVersion, boolean multiAz) {
    /** The major version, which names the parameter group's family. */
    public int majorVersion() {
        return Integer.parseInt(engineVersion.split("\\.", 2)[0]);
    }
}
