package dev.drlab.lab.cloud;

import java.util.Objects;

/**
 * What a DB instance was configured with and the lab only shows.
 *
 * @param instanceClass such as {@code db.t4g.micro}
 * @param allocatedStorageGib GiB, at least 1
 * @param backupRetentionDays 0 to 35; 0 means no automated backups, as for a replica
 * @param deletionProtection whether RDS would refuse to delete it
 */
public record DbInstanceAttributes(
        String instanceClass, int allocatedStorageGib, int backupRetentionDays, boolean deletionProtection) {
    /** Checks the ranges. */
    public DbInstanceAttributes {
        Objects.requireNonNull(instanceClass, "instanceClass");
        if (allocatedStorageGib < 1) {
            throw new IllegalArgumentException("allocated storage of " + allocatedStorageGib + " GiB: give at least 1");
        }
        if (backupRetentionDays < 0 || backupRetentionDays > 35) {
            throw new IllegalArgumentException("backup retention of " + backupRetentionDays + " days: give 0 to 35");
        }
    }
}
