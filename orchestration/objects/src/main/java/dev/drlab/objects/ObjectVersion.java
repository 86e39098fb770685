package dev.drlab.objects;

import java.time.Instant;
import java.util.Objects;

/**
 * One version of a key, or one delete marker.
 *
 * @param key the object's key
 * @param versionId names it; {@code null} (the word) for what was written before versioning was enabled
 * @param lastModified when it was written, as the bucket says; S3 cuts it to whole seconds
 * @param deleteMarker true when it says that the key was deleted
 * @param latest true when it is what a read of the key finds
 * @param bytes its size; 0 for a delete marker
 * @param inParts true when it was uploaded in parts, as its ETag says: S3 then dates it by the beginning of its upload
 */
public record ObjectVersion(
        String key,
        String versionId,
        Instant lastModified,
        boolean deleteMarker,
        boolean latest,
        long bytes,
        boolean inParts) {
    /** @throws IllegalArgumentException when the key or the version is blank, or the size is negative */
    public ObjectVersion {
        if (Objects.requireNonNull(key, "key").isEmpty()) {
            throw new IllegalArgumentException("key is empty; a version belongs to a key");
        }
        if (Objects.requireNonNull(versionId, "versionId").isEmpty()) {
            throw new IllegalArgumentException("versionId of '" + key + "' is empty; every version has one");
        }
        Objects.requireNonNull(lastModified, "lastModified");
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes of '" + key + "' is " + bytes + "; it must be 0 or more");
        }
    }
}
