package dev.drlab.bootstrap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Puts the agent's zip into each region's artifact bucket, under a key that its content gives. */
public final class AgentUpload {
    private static final int NOT_FOUND = 404;

    private final Cloud cloud;
    private final Consumer<String> out;

    /** Tells {@code out} what it does, a line each. */
    public AgentUpload(Cloud cloud, Consumer<String> out) {
        this.cloud = cloud;
        this.out = out;
    }

    /** The key of content with this hash. */
    public static String key(ContentHash hash) {
        return "agent/" + hash.hex() + ".zip";
    }

    /**
     * Uploads where it is not there yet.
     *
     * @throws IOException if the zip cannot be read
     * @throws BootstrapException if a bucket does not exist
     */
    public ContentHash upload(Deployment deployment, Path zip) throws IOException {
        ContentHash hash = ContentHash.ofFile(zip);
        for (String region : deployment.regions()) {
            String bucket = deployment.artifactBucket(region);
            if (exists(cloud.s3(region), bucket, key(hash))) {
                out.accept("agent: s3://" + bucket + "/" + key(hash) + " is there already");
            } else {
                put(region, bucket, key(hash), zip);
                out.accept("agent: s3://" + bucket + "/" + key(hash) + " uploaded");
            }
        }
        return hash;
    }

    private static boolean exists(S3Client s3, String bucket, String key) {
        try {
            s3.headObject(HeadObjectRequest.builder().bucket(bucket).key(key).build());
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false; // a HEAD has no body that would tell key from bucket; the upload tells
            }
            throw e;
        }
    }

    private void put(String region, String bucket, String key, Path zip) {
        try {
            cloud.s3(region)
                    .putObject(
                            PutObjectRequest.builder().bucket(bucket).key(key).build(), RequestBody.fromFile(zip));
        } catch (NoSuchBucketException e) {
            throw new BootstrapException(
                    "the bucket " + bucket + " does not exist: deploy the data stack of " + region + " first", e);
        }
    }
}
