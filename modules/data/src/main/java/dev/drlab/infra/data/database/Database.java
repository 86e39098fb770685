package dev.drlab.infra.data.database;

import com.hashicorp.cdktf.providers.aws.db_instance.DbInstance;
import com.hashicorp.cdktf.providers.aws.db_instance.DbInstanceTimeouts;
import dev.drlab.infra.storage.Protection;
import software.constructs.Construct;

/**
 * An RDS instance with what belongs to it. Roles swap at run time: whether the instance is the writer or a replica, how
 * long its backups are kept and its password are facts of the state machines, which Terraform sets at creation only.
 */
public abstract sealed class Database extends Construct permits PrimaryDatabase, ReplicaDatabase {
    /**
     * Without {@code replicate_source_db}, an apply after a role swap would promote the new standby. Without
     * {@code backup_retention_period}, it would undo what the machines set at a promotion and at a rebuild. Without
     * {@code identifier}, it would give the old database its name back while reprotect rebuilds it: the provider finds an
     * instance by its resource id.
     */
    private static final String[] SET_AT_RUN_TIME = {
        "identifier", "replicate_source_db", "backup_retention_period", "password"
    };

    private final DatabaseProps props;
    private final DatabaseParts parts;
    private DbInstance instance;

    Database(Construct scope, String id, DatabaseProps props) {
        super(scope, id);
        this.props = props;
        parts = new DatabaseParts(this, "parts", props);
    }

    /** Everything that the two roles share; the caller adds how the instance comes to be. */
    final DbInstance.Builder common() {
        DbInstance.Builder builder = DbInstance.Builder.create(this, "instance")
                .identifier(props.identifier())
                .instanceClass(props.instanceClass())
                .engineVersion(props.engineVersion())
                // In the maintenance window; RDS upgrades a replica before its source.
                .autoMinorVersionUpgrade(true)
                .allowMajorVersionUpgrade(false)
                .applyImmediately(false)
                .backupWindow(props.windows().backup())
                .maintenanceWindow(props.windows().maintenance())
                .storageType("gp3")
                .maxAllocatedStorage(props.maxStorageGib())
                // Both, on the replica as well: left out, the next plan replaces it.
                .storageEncrypted(true)
                .kmsKeyId(props.kmsKeyArn())
                .port(props.port())
                .multiAz(props.multiAz())
                .publiclyAccessible(false)
                .dbSubnetGroupName(parts.subnetGroupName())
                .vpcSecurityGroupIds(props.securityGroupIds())
                .parameterGroupName(parts.parameterGroupName())
                .monitoringInterval(props.monitoringSeconds())
                .monitoringRoleArn(parts.monitoringRoleArn())
                .enabledCloudwatchLogsExports(DatabaseParts.EXPORTED_LOGS)
                .performanceInsightsEnabled(props.performanceInsights())
                .copyTagsToSnapshot(true)
                .deletionProtection(true)
                .deleteAutomatedBackups(false)
                // In both roles, as roles swap and Terraform is not asked. Of a replica RDS refuses the final snapshot
                // and
                // deletes nothing, which is loud; a promoted standby that skipped it would go for good, which is not.
                // stacks/destroy asks AWS which of the two is a replica at that moment, and lets that one skip it.
                .skipFinalSnapshot(false)
                .finalSnapshotIdentifier(props.identifier() + "-final")
                // A large replica takes hours. Past the provider's own 40 minutes it would be tainted, and
                // prevent_destroy
                // would make every plan after that a dead end.
                .timeouts(DbInstanceTimeouts.builder()
                        .create("6h")
                        .update("3h")
                        .delete("2h")
                        .build())
                .dependsOn(parts.before())
                .lifecycle(Protection.preventDestroyIgnoring(SET_AT_RUN_TIME));
        if (props.performanceInsights()) {
            builder.performanceInsightsKmsKeyId(props.kmsKeyArn()).performanceInsightsRetentionPeriod(7);
        }
        return builder;
    }

    final void created(DbInstance created) {
        instance = created;
    }

    /** Identifier, which a rebuilt instance keeps; never the provider's id, which is the resource id and changes. */
    public String identifier() {
        return instance.getIdentifier();
    }

    /** ARN, which a rebuilt instance keeps. */
    public String arn() {
        return instance.getArn();
    }

    /** DNS name without port, which a rebuilt instance keeps. */
    public String address() {
        return instance.getAddress();
    }

    /** TCP port. */
    public int port() {
        return props.port();
    }

    /** Name of the subnet group, which a rebuilt replica needs. */
    public String subnetGroupName() {
        return parts.subnetGroupName();
    }

    /** Name of the parameter group, which a rebuilt replica needs. */
    public String parameterGroupName() {
        return parts.parameterGroupName();
    }

    /** ARN of the role of enhanced monitoring, which a rebuilt replica needs. */
    public String monitoringRoleArn() {
        return parts.monitoringRoleArn();
    }

    /** Log group of the server's log. */
    public String logGroupName() {
        return "/aws/rds/instance/" + props.identifier() + "/postgresql";
    }

    /** The settings of the instance that Terraform manages; a rebuilt replica must be created with them. */
    public DatabaseProps settings() {
        return props;
    }
}
