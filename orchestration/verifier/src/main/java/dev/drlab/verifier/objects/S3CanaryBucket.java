package dev.drlab.verifier.objects;

import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** {@link CanaryBucket} over the SDK. */
final class S3CanaryBucket implements CanaryBucket {
    private final S3Client s3;
    private final String bucket;

    S3CanaryBucket(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void put(String key, byte[] body) {
        s3.putObject(put -> put.bucket(bucket).key(key).contentType("text/plain"), RequestBody.fromBytes(body));
    }

    @Override
    public List<String> keysAfter(String prefix, String after) {
        return s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix).startAfter(after)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
