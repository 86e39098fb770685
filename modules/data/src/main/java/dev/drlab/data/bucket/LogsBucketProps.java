package dev.drlab.data.bucket;

import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;
import java.util.List;
import java.util.Objects;

/**
 * @param name of the bucket
 * @param location of the bucket
 * @param expiryDays days that logs are kept, 1 to 3650
 * @param loggedBucketNames buckets of the region that log their requests here
 * @param trailName name of the trail, in this region, that delivers here; null: none
 */
public record LogsBucketProps(
        String name, AwsLocation location, int expiryDays, List<String> loggedBucketNames, String trailName) {
    /** @throws IllegalArgumentException if a part is empty or out of range */
    public LogsBucketProps {
        Require.text("name", name);
        Objects.requireNonNull(location, "location");
        Require.between("expiryDays", expiryDays, 1, 3650);
        loggedBucketNames = Require.texts("loggedBucketNames", 0, loggedBucketNames);
        if (trailName != null) {
            Require.text("trailName", trailName);
        }
    }
}
