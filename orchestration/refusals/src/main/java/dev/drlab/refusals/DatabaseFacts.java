package dev.drlab.refusals;

import java.util.Objects;

/**
 * The facts about an instance that a decision needs.
 *
 * @param status in RDS's words, such as {@code available}
 * @param replica whether it is a read replica
 * @param deletionProtection whether it is protected
 * @param encrypted whether its storage is encrypted
 * @param backupRetentionDays 0 for no automated backups
 * @param allocatedStorageGib GiB
 * @param backupWindow {@code hh24:mi-hh24:mi}, or empty when it is not known
 * @param maintenanceWindow {@code ddd:hh24:mi-ddd:hh24:mi}, or empty when it is not known
 */
public record DatabaseFacts(
        String region,
        String status,
        boolean replica,
        boolean deletionProtection,
        boolean encrypted,
        int backupRetentionDays,
        int allocatedStorageGib,
        String backupWindow,
        String maintenanceWindow) {
    /** Nothing may be null. */
    public DatabaseFacts {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(backupWindow, "backupWindow");
        Objects.requireNonNull(maintenanceWindow, "maintenanceWindow");
    }
}
