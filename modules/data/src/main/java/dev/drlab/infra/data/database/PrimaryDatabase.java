package dev.drlab.infra.data.database;

import software.constructs.Construct;

/** The database that is the writer at the first deployment, with automated backups and so point-in-time recovery. */
public final class PrimaryDatabase extends Database {
    /** Creates the instance and its parts in {@code scope}. */
    public PrimaryDatabase(Construct scope, String id, PrimaryDatabaseProps props) {
        super(scope, id, props.database());
        created(common().engine("postgres")
                .allocatedStorage(props.storageGib())
                .dbName(props.databaseName())
                .username(props.masterUser())
                .password(props.masterPassword())
                .backupRetentionPeriod(props.backupRetentionDays())
                .build());
    }
}
