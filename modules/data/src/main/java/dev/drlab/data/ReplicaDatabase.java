package dev.drlab.data;

import software.constructs.Construct;

/**
 * The database that is the standby at the first deployment: a cross-region replica with its own key. It has no automated
 * backups, which RDS for PostgreSQL refuses to a replica; promotion turns them on.
 */
public final class ReplicaDatabase extends Database {
    /** Creates the instance and its parts in {@code scope}. */
    public ReplicaDatabase(Construct scope, String id, ReplicaDatabaseProps props) {
        super(scope, id, props.database());
        created(common().replicateSourceDb(props.sourceArn()).build());
    }
}
