package dev.drlab.infra.data.database;

import dev.drlab.infra.common.Require;

/**
 * @param name of the vault
 * @param kmsKeyArn key of the region, which copies from the other region are encrypted with
 */
public record BackupVaultProps(String name, String kmsKeyArn) {
    /** @throws IllegalArgumentException if a part is empty, or the key is no ARN */
    public BackupVaultProps {
        Require.text("name", name);
        Require.arn("kmsKeyArn", kmsKeyArn);
    }
}
