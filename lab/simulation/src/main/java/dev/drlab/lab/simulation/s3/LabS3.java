package dev.drlab.lab.simulation.s3;

import dev.drlab.contract.client.CallLimits;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Real SDK clients for the lab's buckets. */
public final class LabS3 {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    private LabS3() {}

    /** A client that waits 2 s at most and does not retry: its callers do, and know more. */
    public static S3Client client(URI endpoint, String region) {
        return client(endpoint, region, TIME_LIMIT);
    }

    /** A client that waits as long as this for each step and for a call at most, and does not retry. */
    public static S3Client client(URI endpoint, String region, Duration limit) {
        return CallLimits.once(limit)
                .on(S3Client.builder())
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
                .build();
    }
}
