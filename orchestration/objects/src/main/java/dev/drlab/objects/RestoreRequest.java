package dev.drlab.objects;

import java.time.Instant;
import java.util.Objects;

/**
 * A restore that is asked for.
 *
 * @param bucket a bucket whose versioning is enabled
 * @param scope which of its keys
 * @param at the moment whose state is wanted; not in the future
 * @param hideNewer true to put a delete marker over keys that did not exist at that moment; false to leave them
 */
public record RestoreRequest(String bucket, Scope scope, Instant at, boolean hideNewer) {
    /** @throws IllegalArgumentException naming what is wrong */
    public RestoreRequest {
        if (Objects.requireNonNull(bucket, "bucket").isBlank()) {
            throw new IllegalArgumentException("bucket is blank; name the bucket to restore");
        }
        Objects.requireNonNull(scope, "scope");
        if (Objects.requireNonNull(at, "at").isAfter(Instant.now())) {
            throw new IllegalArgumentException(
                    "at is " + at + ", which is in the future; give a moment that has passed");
        }
    }
}
