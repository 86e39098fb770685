package dev.drlab.infra.data.bucket;

import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * @param name of the bucket
 * @param location of the bucket
 * @param kmsKeyArn key of the region
 * @param logsBucketName bucket of the same region that requests are logged to
 * @param noncurrentDays days that replaced and deleted versions are kept, 1 to 3650
 */
public record DataBucketProps(
        String name, AwsLocation location, String kmsKeyArn, String logsBucketName, int noncurrentDays) {
    /** @throws IllegalArgumentException if a part is empty or out of range, or the key is no ARN */
    public DataBucketProps {
        Require.text("name", name);
        Objects.requireNonNull(location, "location");
        Require.arn("kmsKeyArn", kmsKeyArn);
        Require.text("logsBucketName", logsBucketName);
        Require.between("noncurrentDays", noncurrentDays, 1, 3650);
    }
}
