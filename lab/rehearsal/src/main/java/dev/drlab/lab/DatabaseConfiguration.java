package dev.drlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.rds.DbInstanceAttributes;
import dev.drlab.lab.simulation.aws.rds.LabDbInstance;
import dev.drlab.lab.simulation.aws.rds.RdsLimits;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The configuration of a region's database, as its stack would make it: the instances that the lab begins with
 * have it, and the runbook's {@code replica} and {@code replicaSettings} say it to reprotect.
 */
final class DatabaseConfiguration {
    private static final String CLASS = "db.t4g.micro";
    private static final int STORAGE_GIB = 20;
    private static final int PORT = 5432;
    private static final int BACKUP_DAYS = 7;
    private static final String PARAMETER_GROUP = "drlab";
    private static final int MONITORING_SECONDS = 60;
    private static final String BACKUP_WINDOW = "12:00-12:30";
    private static final String MAINTENANCE_WINDOW = "sun:06:00-sun:06:30";

    private final String region;

    DatabaseConfiguration(String region) {
        this.region = RegionNames.require(region);
    }

    /** The arguments of {@code createDBInstanceReadReplica}, under the names that the state machine gives them. */
    ObjectNode replica() {
        ObjectNode replica = JsonNodeFactory.instance
                .objectNode()
                .put("DbInstanceClass", CLASS)
                .put("AllocatedStorage", STORAGE_GIB)
                .put("MaxAllocatedStorage", 5 * STORAGE_GIB)
                .put("StorageType", "gp3")
                .put("KmsKeyId", kmsKeyId())
                .put("DbSubnetGroupName", "drlab")
                .put("AvailabilityZone", region + "a")
                .put("MultiAZ", false)
                .put("Port", PORT)
                .put("PubliclyAccessible", false)
                .put("AutoMinorVersionUpgrade", true)
                .put("CopyTagsToSnapshot", true)
                .put("DeletionProtection", true)
                .put("MonitoringInterval", MONITORING_SECONDS)
                .put("MonitoringRoleArn", "arn:aws:iam::" + Arns.ACCOUNT + ":role/drlab-monitoring")
                .put("EnablePerformanceInsights", true)
                .put("CaCertificateIdentifier", "rds-ca-rsa2048-g1");
        replica.putArray("VpcSecurityGroupIds").add("sg-00000000000000000");
        replica.putArray("EnableCloudwatchLogsExports").add("postgresql");
        replica.putArray("Tags").addObject().put("Key", "Project").put("Value", "drlab");
        return replica;
    }

    /** The arguments of {@code modifyDBInstance} for what RDS takes only from a replica that exists. */
    ObjectNode replicaSettings() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("DbParameterGroupName", PARAMETER_GROUP)
                .put("BackupRetentionPeriod", BACKUP_DAYS)
                .put("PreferredBackupWindow", BACKUP_WINDOW)
                .put("PreferredMaintenanceWindow", MAINTENANCE_WINDOW);
    }

    /** An instance that the lab begins with, which has the same. */
    LabDbInstance instance(String identifier, PostgresServer server, Optional<String> sourceArn) {
        LabDbInstance instance = new LabDbInstance(
                identifier,
                region,
                server,
                new DbInstanceAttributes(CLASS, STORAGE_GIB, BACKUP_DAYS, true, request()),
                sourceArn);
        instance.windows(BACKUP_WINDOW, MAINTENANCE_WINDOW);
        return instance;
    }

    /** The limits of RDS in the region for new instances. */
    RdsLimits limits() {
        return new RdsLimits("drlab", PARAMETER_GROUP, CLASS, kmsKeyId());
    }

    private String kmsKeyId() {
        return Arns.of("kms", region, "key/mrk-00000000000000000000000000000000");
    }

    private CreateDbInstanceReadReplicaRequest request() {
        JsonNode json = replica();
        return CreateDbInstanceReadReplicaRequest.builder()
                .maxAllocatedStorage(json.path("MaxAllocatedStorage").asInt())
                .storageType(json.path("StorageType").asText())
                .kmsKeyId(json.path("KmsKeyId").asText())
                .dbSubnetGroupName(json.path("DbSubnetGroupName").asText())
                .dbParameterGroupName(PARAMETER_GROUP)
                .availabilityZone(json.path("AvailabilityZone").asText())
                .multiAZ(json.path("MultiAZ").asBoolean())
                .publiclyAccessible(json.path("PubliclyAccessible").asBoolean())
                .autoMinorVersionUpgrade(json.path("AutoMinorVersionUpgrade").asBoolean())
                .copyTagsToSnapshot(json.path("CopyTagsToSnapshot").asBoolean())
                .monitoringInterval(json.path("MonitoringInterval").asInt())
                .monitoringRoleArn(json.path("MonitoringRoleArn").asText())
                .enablePerformanceInsights(
                        json.path("EnablePerformanceInsights").asBoolean())
                .caCertificateIdentifier(json.path("CaCertificateIdentifier").asText())
                .vpcSecurityGroupIds(Json.texts(json.path("VpcSecurityGroupIds")))
                .enableCloudwatchLogsExports(Json.texts(json.path("EnableCloudwatchLogsExports")))
                .tags(tags(json.path("Tags")))
                .build();
    }

    private static List<Tag> tags(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(tag -> Tag.builder()
                        .key(tag.path("Key").asText())
                        .value(tag.path("Value").asText())
                        .build())
                .toList();
    }
}
