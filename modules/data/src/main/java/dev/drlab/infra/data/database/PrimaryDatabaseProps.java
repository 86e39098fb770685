package dev.drlab.infra.data.database;

import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * @param database what both databases have in common
 * @param databaseName name of the database that is created
 * @param masterUser name of the master user
 * @param masterPassword its first password: take {@link DatabaseSecret#adminPassword()}
 * @param storageGib storage at creation, in GiB, 20 or more; may grow
 * @param backupRetentionDays of the automated backups at creation, 1 to 35; the state machines set it later
 */
public record PrimaryDatabaseProps(
        DatabaseProps database,
        String databaseName,
        String masterUser,
        String masterPassword,
        int storageGib,
        int backupRetentionDays) {
    /** @throws IllegalArgumentException if a value is missing or out of range */
    public PrimaryDatabaseProps {
        Objects.requireNonNull(database, "database");
        Require.text("databaseName", databaseName);
        Require.text("masterUser", masterUser);
        if (masterPassword == null || masterPassword.isBlank()) {
            throw new IllegalArgumentException("masterPassword is empty: it must be given");
        }
        // Storage autoscaling needs a limit of 10 % above the allocated storage.
        Require.between("storageGib", storageGib, 20, (int) (database.maxStorageGib() / 1.1));
        Require.between("backupRetentionDays", backupRetentionDays, 1, 35);
    }

    /** The password stays out of logs. */
    @Override
    public String toString() {
        return "PrimaryDatabaseProps[" + database.identifier() + ", " + databaseName + ", " + masterUser + "]";
    }
}
