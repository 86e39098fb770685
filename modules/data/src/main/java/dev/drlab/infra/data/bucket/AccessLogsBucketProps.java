package dev.drlab.infra.data.bucket;

import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;
import java.util.List;
import java.util.Objects;

/**
 * @param name of the bucket
 * @param location of the bucket
 * @param expiryDays days that records are kept, 1 to 3650
 * @param loggedBucketNames buckets of the region and the account that log their requests here; not this one
 */
public record AccessLogsBucketProps(String name, AwsLocation location, int expiryDays, List<String> loggedBucketNames) {
    /** @throws IllegalArgumentException if a part is empty or out of range, or the bucket would log to itself */
    public AccessLogsBucketProps {
        Require.text("name", name);
        Objects.requireNonNull(location, "location");
        Require.between("expiryDays", expiryDays, 1, 3650);
        loggedBucketNames = Require.texts("loggedBucketNames", 1, loggedBucketNames);
        if (loggedBucketNames.contains(name)) {
            throw new IllegalArgumentException("loggedBucketNames is " + loggedBucketNames + ": it must not have "
                    + name + " itself, where each record would make another");
        }
    }
}
