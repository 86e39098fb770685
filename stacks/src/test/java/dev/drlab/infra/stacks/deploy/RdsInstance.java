package dev.drlab.infra.stacks.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** An RDS instance as the API shows it. Not thread-safe: {@link RdsInstances} holds the lock. */
final class RdsInstance {
    /** Request members that have another name in the description, or that are not part of it. */
    private static final Map<String, String> RENAMED = Map.of(
            "Port", "DbPort",
            "DBPortNumber", "DbPort",
            "EnableIAMDatabaseAuthentication", "IAMDatabaseAuthenticationEnabled",
            "EnablePerformanceInsights", "PerformanceInsightsEnabled");

    private static final List<String> NOT_SHOWN = List.of(
            "Action",
            "Version",
            "ApplyImmediately",
            "MasterUserPassword",
            "NewDBInstanceIdentifier",
            "ResourceName",
            "PreSignedUrl",
            "SourceDBInstanceIdentifier",
            "SourceRegion",
            "DestinationRegion");

    private final String region;
    private String identifier;
    private final String resourceId;
    private final Instant created = Instant.now();
    private final Map<String, String> scalars = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private List<String> securityGroups = List.of();
    private final List<String> logs = new ArrayList<>();
    private final List<String> replicas = new ArrayList<>();
    private String source;
    /** {@code ParameterApplyStatus}: {@code in-sync}, or {@code pending-reboot} until the next reboot. */
    private String parameterStatus = "in-sync";

    private String status = "available";

    RdsInstance(String region, String identifier, SplittableRandom random) {
        this.region = region;
        this.identifier = identifier;
        resourceId =
                "db-" + Long.toString(random.nextLong(1L << 60, 1L << 62), 36).toUpperCase(Locale.ROOT);
        set("AutoMinorVersionUpgrade", "true");
        set("AvailabilityZone", region + "a");
        set("BackupRetentionPeriod", "1");
        set("BackupTarget", "region");
        set("CACertificateIdentifier", "rds-ca-rsa2048-g1");
        set("CopyTagsToSnapshot", "false");
        set("DatabaseInsightsMode", "standard");
        set("DbPort", "5432");
        set("DedicatedLogVolume", "false");
        set("DeletionProtection", "false");
        set("EngineLifecycleSupport", "open-source-rds-extended-support");
        set("IAMDatabaseAuthenticationEnabled", "false");
        set("LicenseModel", "postgresql-license");
        set("MonitoringInterval", "0");
        set("MultiAZ", "false");
        set("NetworkType", "IPV4");
        set("PerformanceInsightsEnabled", "false");
        set("PreferredBackupWindow", "03:00-03:30");
        set("PreferredMaintenanceWindow", "sun:05:00-sun:05:30");
        set("PubliclyAccessible", "false");
        set("StorageEncrypted", "false");
        set("StorageThroughput", "125");
        set("StorageType", "gp2");
    }

    /** Sets the properties that a replica takes from its source and a request cannot set. */
    void inherit(RdsInstance other) {
        for (String member : List.of(
                "AllocatedStorage", "DBName", "Engine", "EngineVersion", "MasterUsername", "PreferredBackupWindow")) {
            String value = other.scalars.get(member);
            if (value != null) {
                set(member, value);
            }
        }
        set("BackupRetentionPeriod", "0");
    }

    /** Encrypts storage and performance data if there is a key. */
    void encrypt() {
        if (scalars.containsKey("KmsKeyId")) {
            set("StorageEncrypted", "true");
        }
        if (get("PerformanceInsightsEnabled").equals("true")) {
            scalars.putIfAbsent("PerformanceInsightsRetentionPeriod", "7");
        }
        // "17" selects the newest minor version.
        if (!get("EngineVersion").contains(".")) {
            set("EngineVersion", get("EngineVersion") + ".6");
        }
    }

    /** Takes over the members of a request to create or to modify. */
    void apply(AwsRequest request) {
        String group = request.parameter("DBParameterGroupName");
        if (request.operation().equals("ModifyDBInstance")
                && !group.isEmpty()
                && !group.equals(get("DBParameterGroupName"))) {
            parameterStatus = "pending-reboot";
        }
        request.form().forEach((name, value) -> {
            if (!name.contains(".") && !NOT_SHOWN.contains(name)) {
                set(RENAMED.getOrDefault(name, name), value);
            }
        });
        List<String> groups = request.list("VpcSecurityGroupIds.VpcSecurityGroupId");
        if (!groups.isEmpty()) {
            securityGroups = groups;
        }
        logs.addAll(request.list("EnableCloudwatchLogsExports.member"));
        logs.addAll(request.list("CloudwatchLogsExportConfiguration.EnableLogTypes.member"));
        logs.removeAll(request.list("CloudwatchLogsExportConfiguration.DisableLogTypes.member"));
        tags.putAll(request.tags());
    }

    String region() {
        return region;
    }

    String identifier() {
        return identifier;
    }

    String resourceId() {
        return resourceId;
    }

    String arn() {
        return "arn:aws:rds:" + region + ":" + AwsRequest.ACCOUNT + ":db:" + identifier;
    }

    String get(String name) {
        return scalars.getOrDefault(name, "");
    }

    /** Identifier of a source in the same region, ARN of one in another region; null for a standalone instance. */
    String source() {
        return source;
    }

    void follow(RdsInstance other) {
        source = other.region.equals(region) ? other.identifier : other.arn();
        other.replicas.add(other.region.equals(region) ? identifier : arn());
    }

    /** Status in RDS's words. */
    String status() {
        return status;
    }

    void becomes(String other) {
        status = other;
    }

    /** Applies the pending parameter group. */
    void reboot() {
        parameterStatus = "in-sync";
    }

    /** Changes the name; the resource id stays. */
    void rename(String name) {
        identifier = name;
    }

    /** Makes the instance standalone. */
    void standAlone() {
        source = null;
    }

    void forget(RdsInstance replica) {
        replicas.removeIf(each -> each.equals(replica.identifier) || each.equals(replica.arn()));
    }

    private void set(String name, String value) {
        scalars.put(name, value);
    }

    /** Members of the structure DBInstance. */
    String xml() {
        Map<String, String> shown = new LinkedHashMap<>(scalars);
        String group = shown.remove("DBParameterGroupName");
        String subnets = shown.remove("DBSubnetGroupName");
        String port = shown.remove("DbPort");
        shown.put("DBInstanceIdentifier", identifier);
        shown.put("DBInstanceArn", arn());
        shown.put("DbiResourceId", resourceId);
        shown.put("DBInstanceStatus", status);
        shown.put("DbInstancePort", "0");
        shown.put("InstanceCreateTime", created.toString());
        if (source != null) {
            shown.put("ReadReplicaSourceDBInstanceIdentifier", source);
        }
        String major = get("EngineVersion").split("\\.", 2)[0];
        StringBuilder xml = new StringBuilder();
        shown.forEach((name, value) -> xml.append(Xml.element(name, Xml.escape(value))));
        return xml.append(Xml.element(
                        "Endpoint",
                        Xml.element("Address", identifier + ".c0123456789a." + region + ".rds.amazonaws.com")
                                + Xml.element("Port", port)
                                + Xml.element("HostedZoneId", "Z1TTGA775OQIYO")))
                .append(Xml.element("DBSubnetGroup", Xml.element("DBSubnetGroupName", subnets == null ? "" : subnets)))
                .append(Xml.element(
                        "DBParameterGroups",
                        Xml.element(
                                "DBParameterGroup",
                                Xml.element("DBParameterGroupName", group == null ? "default.postgres" + major : group)
                                        + Xml.element("ParameterApplyStatus", parameterStatus))))
                .append(Xml.element(
                        "OptionGroupMemberships",
                        Xml.element(
                                "OptionGroupMembership",
                                Xml.element("OptionGroupName", "default:postgres-" + major)
                                        + Xml.element("Status", "in-sync"))))
                .append(Xml.list(
                        "VpcSecurityGroups",
                        "VpcSecurityGroupMembership",
                        securityGroups.stream()
                                .map(id -> Xml.element("VpcSecurityGroupId", id) + Xml.element("Status", "active"))
                                .toList()))
                .append(Xml.list("EnabledCloudwatchLogsExports", "member", logs))
                .append(Xml.list("ReadReplicaDBInstanceIdentifiers", "ReadReplicaDBInstanceIdentifier", replicas))
                .append(tagsXml())
                .toString();
    }

    String tagsXml() {
        return Xml.list(
                "TagList",
                "Tag",
                tags.entrySet().stream()
                        .map(tag -> Xml.element("Key", Xml.escape(tag.getKey()))
                                + Xml.element("Value", Xml.escape(tag.getValue())))
                        .toList());
    }
}
