package dev.drlab.infra.data.database;

import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * @param database what both databases have in common
 * @param sourceArn ARN of the database to replicate from, in the other region, at creation
 * @param backupRetentionDays of automated backups at creation, 1 to 35
 */
public record ReplicaDatabaseProps(DatabaseProps database, String sourceArn, int backupRetentionDays) {
    /** @throws IllegalArgumentException if the source is no ARN; by its identifier it would be sought in this region */
    public ReplicaDatabaseProps {
        Objects.requireNonNull(database, "database");
        Require.arn("sourceArn", sourceArn);
        Require.between("backupRetentionDays", backupRetentionDays, 1, 35);
    }
}
