package dev.drlab.infra.data.bucket;

import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * @param name of the bucket
 * @param location of the bucket
 * @param expiryDays days that logs are kept, 1 to 3650
 * @param accessLogsBucketName bucket of the same region that requests are logged to
 * @param trailName name of the trail, in this region, that delivers here; null: none
 */
public record LogsBucketProps(
        String name, AwsLocation location, int expiryDays, String accessLogsBucketName, String trailName) {
    /** @throws IllegalArgumentException if a part is empty or out of range */
    public LogsBucketProps {
        Require.text("name", name);
        Objects.requireNonNull(location, "location");
        Require.between("expiryDays", expiryDays, 1, 3650);
        Require.text("accessLogsBucketName", accessLogsBucketName);
        if (trailName != null) {
            Require.text("trailName", trailName);
        }
    }
}
