package dev.drlab.data;

import java.util.Objects;

/**
 * @param database what both databases have in common
 * @param sourceArn ARN of the database to replicate from, in the other region, at creation
 */
public record ReplicaDatabaseProps(DatabaseProps database, String sourceArn) {
    /** @throws IllegalArgumentException if the source is no ARN; by its identifier it would be sought in this region */
    public ReplicaDatabaseProps {
        Objects.requireNonNull(database, "database");
        Require.arn("sourceArn", sourceArn);
    }
}
