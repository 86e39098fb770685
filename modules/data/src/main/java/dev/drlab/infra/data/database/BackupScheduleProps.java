package dev.drlab.infra.data.database;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * @param name of the plan, its selection and its role; the role is global, so name the region in it
 * @param location of the database
 * @param databaseArn database of the region, whatever its role; a rebuilt one keeps its ARN
 * @param vaultName vault of the region, which takes the snapshots
 * @param copyVaultArn vault of the other region, which takes copies
 * @param schedule AWS cron expression in UTC; keep the two regions' apart
 * @param retentionDays days that snapshots and copies are kept, 1 to 3650
 * @param activeTag tag that a database must have to be taken, its value being {@code true}; null: every database is
 * @param provider of the database's region; null: the stack's default
 */
public record BackupScheduleProps(
        String name,
        AwsLocation location,
        String databaseArn,
        String vaultName,
        String copyVaultArn,
        String schedule,
        int retentionDays,
        String activeTag,
        TerraformProvider provider) {
    /** @throws IllegalArgumentException if a part is empty, malformed or out of range */
    public BackupScheduleProps {
        Require.text("name", name);
        Objects.requireNonNull(location, "location");
        Require.arn("databaseArn", databaseArn);
        Require.text("vaultName", vaultName);
        Require.arn("copyVaultArn", copyVaultArn);
        if (!Require.text("schedule", schedule).matches("cron\\(.+\\)")) {
            throw new IllegalArgumentException("schedule is \"" + schedule + "\": it must be cron(…)");
        }
        Require.between("retentionDays", retentionDays, 1, 3650);
    }
}
