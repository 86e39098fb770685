package dev.drlab.lab.simulation.s3;

/** Told of new versions by the thread that stored them; must return quickly. */
@FunctionalInterface
public interface NewVersions {
    /** Hears nothing. */
    NewVersions IGNORED = (key, versionId) -> {};

    /** A client's write made this version of this key; copies count, replicas and delete markers do not. */
    void stored(String key, String versionId);
}
