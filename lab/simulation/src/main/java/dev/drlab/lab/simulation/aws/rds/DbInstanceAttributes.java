package dev.drlab.lab.simulation.aws.rds;

import java.util.Objects;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * The configuration of a DB instance that the lab only shows.
 *
 * @param instanceClass such as {@code db.t4g.micro}
 * @param allocatedStorageGib GiB, at least 1
 * @param backupRetentionDays 0 to 35; 0 means no automated backups, as for a replica
 * @param deletionProtection whether RDS would refuse to delete it
 * @param rest everything else, in the words of the request that makes a replica
 */
public record DbInstanceAttributes(
        String instanceClass,
        int allocatedStorageGib,
        int backupRetentionDays,
        boolean deletionProtection,
        CreateDbInstanceReadReplicaRequest rest) {
    /** Checks the ranges. */
    public DbInstanceAttributes {
        Objects.requireNonNull(instanceClass, "instanceClass");
        Objects.requireNonNull(rest, "rest");
        if (allocatedStorageGib < 1) {
            throw new IllegalArgumentException("allocated storage of " + allocatedStorageGib + " GiB: give at least 1");
        }
        if (backupRetentionDays < 0 || backupRetentionDays > 35) {
            throw new IllegalArgumentException("backup retention of " + backupRetentionDays + " days: give 0 to 35");
        }
    }

    /** With nothing else configured. */
    public DbInstanceAttributes(
            String instanceClass, int allocatedStorageGib, int backupRetentionDays, boolean deletionProtection) {
        this(
                instanceClass,
                allocatedStorageGib,
                backupRetentionDays,
                deletionProtection,
                CreateDbInstanceReadReplicaRequest.builder().build());
    }

    /** A new replica's attributes; RDS copies class and storage from the source by default. */
    static DbInstanceAttributes of(CreateDbInstanceReadReplicaRequest request, DBInstance source) {
        return new DbInstanceAttributes(
                Objects.requireNonNullElse(request.dbInstanceClass(), source.dbInstanceClass()),
                Objects.requireNonNullElse(request.allocatedStorage(), source.allocatedStorage()),
                0,
                Boolean.TRUE.equals(request.deletionProtection()),
                request);
    }

    /** Adds what only is shown. */
    void describe(DBInstance.Builder instance) {
        instance.kmsKeyId(rest.kmsKeyId())
                .multiAZ(Boolean.TRUE.equals(rest.multiAZ()))
                .storageType(rest.storageType())
                .maxAllocatedStorage(rest.maxAllocatedStorage())
                .availabilityZone(rest.availabilityZone())
                .publiclyAccessible(rest.publiclyAccessible())
                .autoMinorVersionUpgrade(rest.autoMinorVersionUpgrade())
                .copyTagsToSnapshot(rest.copyTagsToSnapshot())
                .monitoringInterval(rest.monitoringInterval())
                .monitoringRoleArn(rest.monitoringRoleArn())
                .performanceInsightsEnabled(rest.enablePerformanceInsights())
                .caCertificateIdentifier(rest.caCertificateIdentifier());
        if (rest.hasVpcSecurityGroupIds()) {
            instance.vpcSecurityGroups(rest.vpcSecurityGroupIds().stream()
                    .map(id -> VpcSecurityGroupMembership.builder()
                            .vpcSecurityGroupId(id)
                            .status("active")
                            .build())
                    .toList());
        }
        if (rest.dbSubnetGroupName() != null) {
            instance.dbSubnetGroup(DBSubnetGroup.builder()
                    .dbSubnetGroupName(rest.dbSubnetGroupName())
                    .build());
        }
        if (rest.hasEnableCloudwatchLogsExports()) {
            instance.enabledCloudwatchLogsExports(rest.enableCloudwatchLogsExports());
        }
    }
}
