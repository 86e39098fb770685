package dev.drlab.refusals;

import static dev.drlab.refusals.Rules.first;
import static dev.drlab.refusals.Rules.when;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether RDS refuses a request in a state: the one decision for every stand-in of RDS. Values are looked at first, then
 * what exists, then how values fit together, then the state of the instance.
 */
public final class RdsRefusals {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z](-?[a-zA-Z0-9])*");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
    private static final String AVAILABLE = "available";
    private static final String OPTIMIZING = "storage-optimization";
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_SNAPSHOT_NAME = 255;

    private RdsRefusals() {}

    /** The refusal of {@code request} in {@code state}, if there is one. */
    public static Optional<Refused> of(RdsRequest request, RdsState state) {
        return switch (request.operation()) {
            case "CreateDBInstance" ->
                first(
                        () -> values(request),
                        () -> taken(request, "DBInstanceIdentifier", state),
                        () -> fit(request, 0),
                        () -> windows(request, "", ""));
            case "CreateDBInstanceReadReplica" ->
                first(
                        () -> values(request),
                        () -> taken(request, "DBInstanceIdentifier", state),
                        () -> replica(request, state));
            case "DescribeDBInstances" -> first(() -> page(request, 100), () -> known(request, state));
            case "DescribeOrderableDBInstanceOptions" -> page(request, 1000);
            case "DescribeDBSnapshots" -> snapshotKnown(request, state);
            case "DescribeDBSubnetGroups" -> subnetGroup(request, state);
            case "DescribeDBParameterGroups" -> parameterGroup(request, state);
            case "AddTagsToResource" -> first(() -> tags(request), () -> existing(request, "ResourceName", state));
            case "PromoteReadReplica" ->
                first(() -> values(request), () -> existing(request, state), () -> promotion(request, state));
            case "ModifyDBInstance" ->
                first(
                        () -> values(request),
                        () -> existing(request, state),
                        () -> taken(request, "NewDBInstanceIdentifier", state),
                        () -> parameterGroup(request, state),
                        () -> modification(request, state));
            case "RebootDBInstance" -> first(() -> existing(request, state), () -> inUse(request, state));
            case "CreateDBSnapshot" ->
                first(
                        () -> values(request),
                        () -> existing(request, state),
                        () -> snapshotTaken(request, "DBSnapshotIdentifier", state),
                        () -> available(request, state));
            case "DeleteDBInstance" ->
                first(() -> values(request), () -> existing(request, state), () -> deletion(request, state));
            default -> Optional.empty();
        };
    }

    private static Optional<Refused> values(RdsRequest request) {
        String own = request.operation().startsWith("CreateDBInstance") ? "DBInstanceIdentifier" : "";
        return first(
                () -> identifier(request, own, LONGEST_NAME),
                () -> identifier(request, "NewDBInstanceIdentifier", LONGEST_NAME),
                () -> identifier(request, "DBSnapshotIdentifier", LONGEST_SNAPSHOT_NAME),
                () -> identifier(request, "FinalDBSnapshotIdentifier", LONGEST_SNAPSHOT_NAME),
                () -> outside(request, "BackupRetentionPeriod", 0, 35, RdsRefusal.BACKUP_RETENTION),
                () -> tags(request));
    }

    private static Optional<Refused> identifier(RdsRequest request, String member, int longest) {
        return request.text(member)
                .filter(name ->
                        name.length() > longest || !IDENTIFIER.matcher(name).matches())
                .map(name -> new Refused(
                        RdsRefusal.INVALID_IDENTIFIER,
                        "The parameter " + member + " is not a valid identifier: " + name
                                + ". Identifiers must begin with a letter; must contain only ASCII letters, digits, and"
                                + " hyphens; and must not end with a hyphen or contain two consecutive hyphens."));
    }

    private static Optional<Refused> outside(
            RdsRequest request, String member, int least, int most, RdsRefusal refusal) {
        OptionalInt value = request.number(member);
        return when(
                value.isPresent() && (value.getAsInt() < least || value.getAsInt() > most),
                refusal,
                "Invalid value " + value.orElse(0) + " for " + member + ". Must be between " + least + " and " + most);
    }

    private static Optional<Refused> page(RdsRequest request, int most) {
        return outside(request, "MaxRecords", 20, most, RdsRefusal.PAGE_SIZE);
    }

    private static Optional<Refused> tags(RdsRequest request) {
        for (Map.Entry<String, String> tag : request.tags().entrySet()) {
            String key = tag.getKey();
            if (Stream.of("aws:", "rds:").anyMatch(key::startsWith)) {
                return Optional.of(new Refused(
                        RdsRefusal.RESERVED_TAG,
                        "Tag keys cannot start with the reserved prefix \"aws:\" or \"rds:\": " + key));
            }
            if (key.isEmpty()
                    || key.length() > 128
                    || tag.getValue().length() > 256
                    || !TAG.matcher(key + tag.getValue()).matches()) {
                return Optional.of(new Refused(
                        RdsRefusal.TAG_CHARACTERS,
                        "Tag keys and values may only contain unicode letters, digits, whitespace, or one of these"
                                + " symbols: _ . : / = + - @ (" + key + ")"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refused> known(RdsRequest request, RdsState state) {
        return request.sets("DBInstanceIdentifier") ? existing(request, state) : Optional.empty();
    }

    private static Optional<Refused> existing(RdsRequest request, RdsState state) {
        return existing(request, "DBInstanceIdentifier", state);
    }

    private static Optional<Refused> existing(RdsRequest request, String member, RdsState state) {
        String name = request.text(member).orElse("");
        return when(
                state.database(name).isEmpty(), RdsRefusal.INSTANCE_NOT_FOUND, "DBInstance " + name + " not found.");
    }

    private static Optional<Refused> taken(RdsRequest request, String member, RdsState state) {
        return request.text(member)
                .filter(name -> state.database(name).isPresent())
                .map(name -> new Refused(RdsRefusal.INSTANCE_EXISTS, "DB instance already exists: " + name));
    }

    private static Optional<Refused> snapshotTaken(RdsRequest request, String member, RdsState state) {
        return request.text(member)
                .filter(state::hasSnapshot)
                .map(name -> new Refused(
                        RdsRefusal.SNAPSHOT_EXISTS,
                        "Cannot create the snapshot because a snapshot with the identifier " + name
                                + " already exists."));
    }

    private static Optional<Refused> snapshotKnown(RdsRequest request, RdsState state) {
        return request.text("DBSnapshotIdentifier")
                .filter(name -> !state.hasSnapshot(name))
                .map(name -> new Refused(RdsRefusal.SNAPSHOT_NOT_FOUND, "DBSnapshot not found: " + name));
    }

    private static Optional<Refused> subnetGroup(RdsRequest request, RdsState state) {
        return request.text("DBSubnetGroupName")
                .filter(name -> !state.hasSubnetGroup(name))
                .map(name -> new Refused(RdsRefusal.SUBNET_GROUP_NOT_FOUND, "DBSubnetGroup not found: " + name));
    }

    private static Optional<Refused> parameterGroup(RdsRequest request, RdsState state) {
        return request.text("DBParameterGroupName")
                .filter(name -> !state.hasParameterGroup(name))
                .map(name -> new Refused(RdsRefusal.PARAMETER_GROUP_NOT_FOUND, "DBParameterGroup not found: " + name));
    }

    private static Optional<Refused> replica(RdsRequest request, RdsState state) {
        String name = request.text("SourceDBInstanceIdentifier").orElse("");
        Optional<DatabaseFacts> found = state.source(name);
        if (found.isEmpty()) {
            return Optional.of(new Refused(RdsRefusal.SOURCE_NOT_FOUND, "DBInstance " + name + " not found."));
        }
        DatabaseFacts source = found.get();
        Optional<String> key = request.text("KmsKeyId");
        return first(
                () -> subnetGroup(request, state),
                () -> when(
                        request.sets("DBParameterGroupName"),
                        RdsRefusal.REPLICA_WITH_PARAMETER_GROUP,
                        "A parameter group can't be specified during Read Replica creation for the following DB engine:"
                                + " postgres"),
                () -> when(
                        source.encrypted() && !source.region().equals(state.region()) && key.isEmpty(),
                        RdsRefusal.REPLICA_WITHOUT_KEY,
                        "Cannot create a cross region unencrypted read replica from encrypted source."),
                () -> key.filter(id -> !state.mayUseKey(id))
                        .map(id -> new Refused(
                                RdsRefusal.KEY_NOT_ACCESSIBLE,
                                "The specified KMS key [" + id + "] does not exist or is not accessible.")),
                () -> fit(request, source.allocatedStorageGib()),
                () -> when(
                        source.backupRetentionDays() == 0,
                        RdsRefusal.SOURCE_WITHOUT_BACKUPS,
                        "Automated backups are not enabled for this database instance. To enable automated backups, use"
                                + " ModifyDBInstance to set the backup retention period to a non-zero value."),
                () -> when(
                        !source.status().equals(AVAILABLE),
                        RdsRefusal.SOURCE_NOT_AVAILABLE,
                        "Instance " + name + " is not in available state (it is " + source.status() + ")."));
    }

    /** @param present the storage that is there when the request sets none; 0 for none */
    private static Optional<Refused> fit(RdsRequest request, int present) {
        boolean monitored = request.number("MonitoringInterval").orElse(0) != 0;
        boolean role = request.sets("MonitoringRoleArn");
        return first(
                () -> storage(request, present),
                () -> when(
                        monitored && !role,
                        RdsRefusal.MONITORING_WITHOUT_ROLE,
                        "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0."),
                () -> when(
                        role && !monitored,
                        RdsRefusal.MONITORING_WITHOUT_INTERVAL,
                        "You must specify a MonitoringInterval value other than 0 when you specify a MonitoringRoleARN"
                                + " value."));
    }

    /** @param present the storage that is there when the request sets none, in GiB; 0 for none */
    private static Optional<Refused> storage(RdsRequest request, int present) {
        int storage = request.number("AllocatedStorage").orElse(present);
        OptionalInt most = request.number("MaxAllocatedStorage");
        return when(
                most.isPresent() && most.getAsInt() != 0 && most.getAsInt() * 10L < storage * 11L,
                RdsRefusal.MAXIMUM_STORAGE,
                "The maximum allocated storage must be increased by at least 10 percent.");
    }

    private static Optional<Refused> windows(RdsRequest request, String backup, String maintenance) {
        boolean asked = request.sets("PreferredBackupWindow") || request.sets("PreferredMaintenanceWindow");
        return when(
                asked
                        && DailyWindows.overlap(
                                request.text("PreferredBackupWindow").orElse(backup),
                                request.text("PreferredMaintenanceWindow").orElse(maintenance)),
                RdsRefusal.OVERLAPPING_WINDOWS,
                "The backup window and maintenance window must not overlap.");
    }

    private static Optional<Refused> promotion(RdsRequest request, RdsState state) {
        return first(
                () -> when(
                        !database(request, state).replica(),
                        RdsRefusal.NOT_A_REPLICA,
                        "DB Instance " + request.members().get("DBInstanceIdentifier") + " is not a read replica."),
                () -> inUse(request, state));
    }

    private static Optional<Refused> modification(RdsRequest request, RdsState state) {
        DatabaseFacts database = database(request, state);
        return first(
                () -> storage(request, database.allocatedStorageGib()),
                () -> when(
                        database.status().equals(OPTIMIZING) && request.sets("AllocatedStorage"),
                        RdsRefusal.STORAGE_BEING_OPTIMIZED,
                        "You can't currently modify the storage of this DB instance because the previous storage change"
                                + " is being optimized."),
                () -> windows(request, database.backupWindow(), database.maintenanceWindow()),
                () -> database.status().equals("failed") && isAllowedAfterFailure(request)
                        ? Optional.empty()
                        : inUse(request, state));
    }

    /** RDS deletes failed instances, and could not if their protection stayed. */
    private static boolean isAllowedAfterFailure(RdsRequest request) {
        return request.members().keySet().stream()
                .allMatch(member -> Stream.of(
                                "DBInstanceIdentifier",
                                "NewDBInstanceIdentifier",
                                "DeletionProtection",
                                "ApplyImmediately")
                        .anyMatch(member::equals));
    }

    private static Optional<Refused> deletion(RdsRequest request, RdsState state) {
        DatabaseFacts database = database(request, state);
        boolean skipped = request.isTrue("SkipFinalSnapshot");
        boolean named = request.sets("FinalDBSnapshotIdentifier");
        return first(
                () -> when(
                        skipped && named,
                        RdsRefusal.FINAL_SNAPSHOT_AND_SKIPPED,
                        "FinalDBSnapshotIdentifier cannot be specified when SkipFinalSnapshot is enabled."),
                () -> when(
                        database.deletionProtection(),
                        RdsRefusal.PROTECTED,
                        "Cannot delete protected DB Instance, please disable deletion protection and try again."),
                () -> when(
                        named && database.replica(),
                        RdsRefusal.FINAL_SNAPSHOT_OF_REPLICA,
                        "FinalDBSnapshotIdentifier can not be specified when deleting a replica instance"),
                () -> when(
                        !skipped && !named,
                        RdsRefusal.NO_FINAL_SNAPSHOT,
                        "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."),
                () -> snapshotTaken(request, "FinalDBSnapshotIdentifier", state));
    }

    /**
     * For hours after its storage has grown an instance is in use and in storage-optimization: all modifications but of the
     * storage are taken, a reboot too (https://repost.aws/knowledge-center/rds-stuck-in-storage-optimization), and of a promotion
     * nothing but backing-up is named as an obstacle (RDS API Reference, PromoteReadReplica).
     */
    private static Optional<Refused> inUse(RdsRequest request, RdsState state) {
        return database(request, state).status().equals(OPTIMIZING) ? Optional.empty() : available(request, state);
    }

    /** Where AWS does not say that less is enough. */
    private static Optional<Refused> available(RdsRequest request, RdsState state) {
        DatabaseFacts database = database(request, state);
        return when(
                !database.status().equals(AVAILABLE),
                RdsRefusal.NOT_AVAILABLE,
                "Instance " + request.members().get("DBInstanceIdentifier") + " is not in available state (it is "
                        + database.status() + ").");
    }

    private static DatabaseFacts database(RdsRequest request, RdsState state) {
        return state.database(request.members().get("DBInstanceIdentifier")).orElseThrow();
    }
}
