package dev.drlab.infra.stacks.orchestration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.data.database.DatabaseProps;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Attributes with which reprotect rebuilds the region's database: all that Terraform manages, as configured, so that
 * the next plan has no changes.
 *
 * @param database the attributes of both roles
 * @param storageGib storage at creation, in GiB
 * @param subnetGroup its name
 * @param parameterGroup its name
 * @param monitoringRoleArn ARN of the role for enhanced monitoring
 * @param tags tags that Terraform sets on the database
 */
public record ReplicaSettings(
        DatabaseProps database,
        int storageGib,
        String subnetGroup,
        String parameterGroup,
        String monitoringRoleArn,
        SortedMap<String, String> tags) {
    /** Copies the tags. */
    public ReplicaSettings {
        tags = new TreeMap<>(tags);
    }

    /**
     * The arguments of ModifyDBInstance that cannot be set when the replica is created. RDS refuses a parameter group
     * at creation (terraform-provider-aws, issue 38056). CreateDBInstanceReadReplica has no members for backups and
     * windows, and RDS would choose a maintenance window at random.
     *
     * @param backupRetentionDays of automated backups, 1 to 35
     */
    ObjectNode settings(int backupRetentionDays) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("DbParameterGroupName", parameterGroup)
                .put("BackupRetentionPeriod", backupRetentionDays)
                .put("PreferredBackupWindow", database.windows().backup())
                .put("PreferredMaintenanceWindow", database.windows().maintenance());
    }

    /** The arguments of CreateDBInstanceReadReplica, under the names that a state machine uses. */
    ObjectNode json() {
        ObjectNode replica = JsonNodeFactory.instance.objectNode();
        replica.put("DbInstanceClass", database.instanceClass())
                .put("AllocatedStorage", storageGib)
                .put("MaxAllocatedStorage", database.maxStorageGib())
                .put("StorageType", "gp3")
                .put("KmsKeyId", database.kmsKeyArn())
                .put("DbSubnetGroupName", subnetGroup)
                .put("MultiAZ", database.multiAz())
                .put("Port", database.port())
                .put("PubliclyAccessible", false)
                .put("AutoMinorVersionUpgrade", true)
                .put("CopyTagsToSnapshot", true)
                .put("DeletionProtection", true)
                .put("MonitoringInterval", database.monitoringSeconds())
                .put("MonitoringRoleArn", monitoringRoleArn)
                .put("EnablePerformanceInsights", database.performanceInsights());
        if (database.performanceInsights()) {
            replica.put("PerformanceInsightsKMSKeyId", database.kmsKeyArn())
                    .put("PerformanceInsightsRetentionPeriod", 7);
        }
        ArrayNode groups = replica.putArray("VpcSecurityGroupIds");
        database.securityGroupIds().forEach(groups::add);
        replica.putArray("EnableCloudwatchLogsExports").add("postgresql").add("upgrade");
        ArrayNode list = replica.putArray("Tags");
        tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return replica;
    }
}
