package dev.drlab.verifier.objects;

import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** A region's bucket as the canaries use it. Every method throws a {@link RuntimeException} when it does not answer. */
public interface CanaryBucket {
    /** Stores an object and returns when the bucket has it. */
    void put(String key, byte[] body);

    /** Keys with that prefix after {@code after}, in order; as many as the bucket gives at once (S3: 1000). */
    List<String> keysAfter(String prefix, String after);

    /** A bucket of S3, reached with this client, whose time limits bound how long a canary waits. */
    static CanaryBucket of(S3Client s3, String bucket) {
        return new S3CanaryBucket(s3, bucket);
    }
}
