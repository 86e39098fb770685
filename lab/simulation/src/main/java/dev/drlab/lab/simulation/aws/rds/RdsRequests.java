package dev.drlab.lab.simulation.aws.rds;

import dev.drlab.refusals.DatabaseFacts;
import dev.drlab.refusals.RdsRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/** Requests and instances of the SDK in the plain data that the table of refusals is about. */
final class RdsRequests {
    private RdsRequests() {}

    static RdsRequest of(String operation, SdkPojo request) {
        Map<String, String> members = new TreeMap<>();
        Map<String, String> tags = new TreeMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            if (field.locationName().equals("Tags") && value instanceof List<?> list) {
                list.forEach(each -> {
                    if (each instanceof Tag tag) {
                        tags.put(tag.key(), tag.value() == null ? "" : tag.value());
                    }
                });
            } else if (value != null && !(value instanceof Collection)) {
                members.put(field.locationName(), value.toString());
            }
        }
        return new RdsRequest(operation, members, tags);
    }

    /** The lab's storage counts as encrypted. */
    static DatabaseFacts facts(DBInstance instance) {
        return new DatabaseFacts(
                instance.dbInstanceArn().split(":", 5)[3],
                instance.dbInstanceStatus(),
                instance.readReplicaSourceDBInstanceIdentifier() != null,
                Boolean.TRUE.equals(instance.deletionProtection()),
                true,
                instance.backupRetentionPeriod() == null ? 0 : instance.backupRetentionPeriod(),
                instance.allocatedStorage(),
                instance.preferredBackupWindow(),
                instance.preferredMaintenanceWindow());
    }
}
