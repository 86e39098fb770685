package dev.drlab.infra.data.database;

import software.constructs.Construct;

/**
 * The database that is the standby at the first deployment: a cross-region replica with its own key. It has automated
 * backups, so that no first full backup lies within a recovery (RDS for PostgreSQL 14.1 and newer; Amazon RDS User Guide,
 * "Promoting a read replica to be a standalone DB instance").
 */
public final class ReplicaDatabase extends Database {
    /** Creates the instance and its parts in {@code scope}. */
    public ReplicaDatabase(Construct scope, String id, ReplicaDatabaseProps props) {
        super(scope, id, props.database());
        created(common().replicateSourceDb(props.sourceArn())
                .backupRetentionPeriod(props.backupRetentionDays())
                .build());
    }
}
