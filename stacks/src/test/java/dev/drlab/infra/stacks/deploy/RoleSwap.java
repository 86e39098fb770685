package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * The changes that a region's state machines make to its database and capacity. Activate promotes the database, enables
 * its backups and scales up. Reprotect renames the old database and creates a replica of the peer's under its
 * identifier, with all attributes that Terraform manages. Then it scales down, and deletes the old database last.
 */
final class RoleSwap implements AutoCloseable {
    private static final int BACKUP_RETENTION_DAYS = 7;
    private static final int ACTIVE_TASKS = 2;
    private static final int STANDBY_TASKS = 1;

    private final EmulatedCloud cloud;
    private final String region;
    private final String identifier;
    private final RdsClient rds;

    RoleSwap(EmulatedCloud cloud, String region) {
        this.cloud = cloud;
        this.region = region;
        identifier = "drlab-" + region;
        rds = cloud.rds(region);
    }

    /** Makes the region the writer. */
    void activate() throws IOException, InterruptedException {
        rds.promoteReadReplica(
                request -> request.dbInstanceIdentifier(identifier).backupRetentionPeriod(BACKUP_RETENTION_DAYS));
        scale(ACTIVE_TASKS);
    }

    /** Rebuilds the region as the warm standby of the peer. */
    void reprotect(RoleSwap peer) throws IOException, InterruptedException {
        DBInstance old = database();
        rename();
        recreate(old, peer.database().dbInstanceArn());
        scale(STANDBY_TASKS);
        removeOld();
    }

    /** Renames the region's database, which is kept under the other name. */
    void rename() {
        rds.modifyDBInstance(request -> request.dbInstanceIdentifier(identifier)
                .newDBInstanceIdentifier(kept())
                .applyImmediately(true));
    }

    /** Creates a replica of the source under the old database's identifier. */
    void recreate(DBInstance old, String sourceArn) {
        rds.createDBInstanceReadReplica(asConfigured(old)
                .dbInstanceIdentifier(identifier)
                .sourceDBInstanceIdentifier(sourceArn)
                .build());
        rds.modifyDBInstance(request -> request.dbInstanceIdentifier(identifier)
                .dbParameterGroupName(parameterGroup(old))
                .backupRetentionPeriod(BACKUP_RETENTION_DAYS)
                .preferredBackupWindow(old.preferredBackupWindow())
                .preferredMaintenanceWindow(old.preferredMaintenanceWindow())
                .applyImmediately(true));
        rds.rebootDBInstance(request -> request.dbInstanceIdentifier(identifier));
    }

    /** Deletes the old database, as the last step. */
    void removeOld() {
        rds.modifyDBInstance(request ->
                request.dbInstanceIdentifier(kept()).deletionProtection(false).applyImmediately(true));
        rds.deleteDBInstance(request ->
                request.dbInstanceIdentifier(kept()).skipFinalSnapshot(true).deleteAutomatedBackups(false));
    }

    private String kept() {
        return identifier + "-old-2";
    }

    /** The region's database. */
    DBInstance database() {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier(identifier))
                .dbInstances()
                .get(0);
    }

    /** The properties that the state machines own: role, capacity, backups, protection. */
    String state() throws IOException, InterruptedException {
        DBInstance database = database();
        return "%s: resource id %s, replica of %s, backups kept %d days, deletion protection %s, %s tasks, at least %s"
                .formatted(
                        region,
                        database.dbiResourceId(),
                        database.readReplicaSourceDBInstanceIdentifier(),
                        database.backupRetentionPeriod(),
                        database.deletionProtection(),
                        service("DescribeServices").path("services").path(0).path("desiredCount"),
                        target("DescribeScalableTargets")
                                .path("ScalableTargets")
                                .path(0)
                                .path("MinCapacity"));
    }

    @Override
    public void close() {
        rds.close();
    }

    private void scale(int tasks) throws IOException, InterruptedException {
        ecs("UpdateService", Json.object("{\"service\": \"drlab-service\"}").put("desiredCount", tasks));
        scaling(
                "RegisterScalableTarget",
                Json.object("{\"ResourceId\": \"service/drlab/drlab-service\"}").put("MinCapacity", tasks));
    }

    private ObjectNode service(String action) throws IOException, InterruptedException {
        return ecs(action, Json.object("{\"services\": [\"drlab-service\"]}"));
    }

    private ObjectNode target(String action) throws IOException, InterruptedException {
        return scaling(action, Json.object("{\"ResourceIds\": [\"service/drlab/drlab-service\"]}"));
    }

    private ObjectNode ecs(String action, ObjectNode body) throws IOException, InterruptedException {
        return cloud.json(region, "ecs", "AmazonEC2ContainerServiceV20141113." + action, body.put("cluster", "drlab"));
    }

    private ObjectNode scaling(String action, ObjectNode body) throws IOException, InterruptedException {
        return cloud.json(
                region,
                "application-autoscaling",
                "AnyScaleFrontendService." + action,
                body.put("ServiceNamespace", "ecs").put("ScalableDimension", "ecs:service:DesiredCount"));
    }

    private static String parameterGroup(DBInstance database) {
        return database.dbParameterGroups().get(0).dbParameterGroupName();
    }

    private static CreateDbInstanceReadReplicaRequest.Builder asConfigured(DBInstance old) {
        return CreateDbInstanceReadReplicaRequest.builder()
                .allocatedStorage(old.allocatedStorage())
                .autoMinorVersionUpgrade(old.autoMinorVersionUpgrade())
                .caCertificateIdentifier(old.caCertificateIdentifier())
                .copyTagsToSnapshot(old.copyTagsToSnapshot())
                .dbInstanceClass(old.dbInstanceClass())
                .dbSubnetGroupName(old.dbSubnetGroup().dbSubnetGroupName())
                .deletionProtection(true)
                .enableCloudwatchLogsExports(old.enabledCloudwatchLogsExports())
                .enableIAMDatabaseAuthentication(old.iamDatabaseAuthenticationEnabled())
                .enablePerformanceInsights(old.performanceInsightsEnabled())
                .kmsKeyId(old.kmsKeyId())
                .maxAllocatedStorage(old.maxAllocatedStorage())
                .monitoringInterval(old.monitoringInterval())
                .monitoringRoleArn(old.monitoringRoleArn())
                .multiAZ(old.multiAZ())
                .performanceInsightsKMSKeyId(old.performanceInsightsKMSKeyId())
                .performanceInsightsRetentionPeriod(old.performanceInsightsRetentionPeriod())
                .port(old.endpoint().port())
                .publiclyAccessible(old.publiclyAccessible())
                .storageType(old.storageType())
                .tags(old.tagList())
                .vpcSecurityGroupIds(old.vpcSecurityGroups().stream()
                        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                        .toList());
    }
}
