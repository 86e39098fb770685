package dev.drlab.infra.data.database;

import dev.drlab.infra.storage.Protection;
import software.constructs.Construct;

/** Where a region keeps snapshots: its own database's, and copies of the other's. AWS deletes no vault that holds any. */
public final class BackupVault extends Construct {
    private final com.hashicorp.cdktf.providers.aws.backup_vault.BackupVault vault;

    /** Creates the vault in {@code scope}. */
    public BackupVault(Construct scope, String id, BackupVaultProps props) {
        super(scope, id);
        vault = com.hashicorp.cdktf.providers.aws.backup_vault.BackupVault.Builder.create(this, "vault")
                .name(props.name())
                .kmsKeyArn(props.kmsKeyArn())
                .forceDestroy(false)
                .lifecycle(Protection.preventDestroy())
                .build();
    }

    /** Name of the vault. */
    public String name() {
        return vault.getName();
    }

    /** ARN of the vault. */
    public String arn() {
        return vault.getArn();
    }
}
