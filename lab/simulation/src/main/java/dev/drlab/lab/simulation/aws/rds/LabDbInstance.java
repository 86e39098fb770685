package dev.drlab.lab.simulation.aws.rds;

import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A DB instance as RDS describes it, over a real server. The server's state is asked for, never remembered. Safe for use
 * by several threads.
 *
 * <p>Status (RDS User Guide, "Viewing Amazon RDS DB instance status"): what the control plane is doing with it
 * ({@code modifying}, {@code rebooting}, {@code renaming}, {@code backing-up}, {@code creating}, {@code deleting}); else
 * {@code available} while the server accepts connections, also when it is paused, since RDS does not notice that soon;
 * {@code starting} while it recovers; {@code rebooting} (RDS: on a customer's request, or for "an Amazon RDS process that
 * requires" it) while its engine is down and {@link EngineRecovery} is about to restart it; else {@code failed} (RDS: "can't
 * recover it"): it has no complete data, or did not start {@value #MOST_RECOVERIES} times in a row.
 */
public final class LabDbInstance {
    /** RDS keeps up to the last five minutes (RDS User Guide, "Restoring a DB instance to a specified time"). */
    private static final Duration RESTORABLE_AGE = Duration.ofMinutes(5);

    static final String AVAILABLE = "available";
    static final String MODIFYING = "modifying";
    static final String REBOOTING = "rebooting";
    static final String RENAMING = "renaming";
    static final String BACKING_UP = "backing-up";
    static final String STARTING = "starting";
    static final String FAILED = "failed";
    static final String CREATING = "creating";
    static final String DELETING = "deleting";
    /** Restarts of an engine that may fail in a row before the instance counts as failed. */
    static final int MOST_RECOVERIES = 3;

    /** RDS draws both at random where nobody says them; these are such a draw. */
    private static final String SOME_BACKUP_WINDOW = "03:00-03:30";

    private static final String SOME_MAINTENANCE_WINDOW = "sat:05:00-sat:05:30";

    private static final String IN_SYNC = "in-sync";
    private static final String PENDING_REBOOT = "pending-reboot";

    private final String region;
    private final DbInstanceAttributes attributes;
    private final String resourceId =
            "db-" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    private final Instant createdAt = Instant.now();
    private final Map<String, String> tags = new TreeMap<>();
    private String identifier;
    private PostgresServer server;
    private String parameterGroup;
    private String parameterStatus = IN_SYNC;
    private String backupWindow = SOME_BACKUP_WINDOW;
    private String maintenanceWindow = SOME_MAINTENANCE_WINDOW;
    private Optional<String> sourceArn;
    private Optional<String> activity = Optional.empty();
    private Optional<Integer> pendingBackupRetentionDays = Optional.empty();
    private int backupRetentionDays;
    private boolean deletionProtection;
    private int allocatedStorageGib;
    private Optional<Long> downSinceNanos = Optional.empty();
    private int failedRecoveries;

    /**
     * An instance.
     *
     * @param region the AWS region that it is in
     * @param sourceArn the ARN of the instance that it is a read replica of, if it is one
     */
    public LabDbInstance(
            String identifier,
            String region,
            PostgresServer server,
            DbInstanceAttributes attributes,
            Optional<String> sourceArn) {
        this.identifier = Objects.requireNonNull(identifier, "identifier");
        this.region = Objects.requireNonNull(region, "region");
        this.server = Objects.requireNonNull(server, "server");
        this.attributes = Objects.requireNonNull(attributes, "attributes");
        this.sourceArn = Objects.requireNonNull(sourceArn, "sourceArn");
        this.backupRetentionDays = attributes.backupRetentionDays();
        this.deletionProtection = attributes.deletionProtection();
        this.allocatedStorageGib = attributes.allocatedStorageGib();
        this.parameterGroup = Objects.requireNonNullElse(
                attributes.rest().dbParameterGroupName(), "default.postgres" + major(server.version()));
        attributes.rest().tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    }

    /** Its name in its region. */
    public synchronized String identifier() {
        return identifier;
    }

    /** Its ARN, by which a replica in another region names it. */
    public String arn() {
        return arn(region, identifier());
    }

    /** The ARN of an instance. */
    public static String arn(String region, String identifier) {
        return Arns.of("rds", region, "db:" + identifier);
    }

    /** The server behind it. */
    public synchronized PostgresServer server() {
        return server;
    }

    /** Shows the instance as {@code backing-up} from now on, or no longer; a real backup is not made. */
    public synchronized void backingUp(boolean backingUp) {
        activity = backingUp ? Optional.of(BACKING_UP) : Optional.empty();
    }

    /** Its status, in RDS's words. */
    public synchronized String status() {
        if (activity.isPresent()) {
            return activity.get();
        }
        if (!server.isRunning()) {
            return isRecoverable(false) ? REBOOTING : FAILED;
        }
        return server.isReady() ? AVAILABLE : STARTING;
    }

    /**
     * Its storage has grown by itself, as that of an instance with a ceiling does (RDS User Guide, "Managing capacity
     * automatically with Amazon RDS storage autoscaling").
     *
     * @param gib GiB, not less than it has
     */
    public synchronized void storageGrew(int gib) {
        if (gib < allocatedStorageGib) {
            throw new IllegalArgumentException("storage of " + allocatedStorageGib + " GiB never shrinks, to " + gib);
        }
        allocatedStorageGib = gib;
    }

    /**
     * Says when RDS backs it up and maintains it; the lab's does neither.
     *
     * @param backup {@code hh24:mi-hh24:mi}; null for what it has
     * @param maintenance {@code ddd:hh24:mi-ddd:hh24:mi}; null for what it has
     */
    public synchronized void windows(String backup, String maintenance) {
        backupWindow = Objects.requireNonNullElse(backup, backupWindow);
        maintenanceWindow = Objects.requireNonNullElse(maintenance, maintenanceWindow);
    }

    synchronized boolean isReplica() {
        return sourceArn.isPresent();
    }

    /** Takes up an activity if none is going on and the server is there. */
    synchronized boolean begin(String newActivity) {
        if (!status().equals(AVAILABLE)) {
            return false;
        }
        activity = Optional.of(newActivity);
        return true;
    }

    /** Takes up an activity with an instance that RDS cannot recover. */
    synchronized boolean beginAfterFailure(String newActivity) {
        if (!status().equals(FAILED)) {
            return false;
        }
        activity = Optional.of(newActivity);
        return true;
    }

    /** Goes over to the next phase of what {@link #begin} took up. */
    synchronized void proceed(String nextActivity) {
        activity = Optional.of(nextActivity);
    }

    synchronized void end() {
        activity = Optional.empty();
    }

    synchronized void promoted(Optional<Integer> newBackupRetentionDays) {
        sourceArn = Optional.empty();
        newBackupRetentionDays.ifPresent(days -> backupRetentionDays = days);
    }

    synchronized void deletionProtection(boolean on) {
        deletionProtection = on;
    }

    synchronized boolean isProtected() {
        return deletionProtection;
    }

    /** Takes up the deletion unless one of the control plane's activities is going on; a failed instance can go too. */
    synchronized boolean beginDeletion() {
        if (activity.isPresent()) {
            return false;
        }
        activity = Optional.of(DELETING);
        return true;
    }

    /**
     * Whether its engine is down and could be started on the data that it has.
     *
     * @param afterGivingUp also when that failed too often
     */
    synchronized boolean isRecoverable(boolean afterGivingUp) {
        boolean busy = activity.filter(what -> !what.equals(REBOOTING)).isPresent();
        return !busy
                && !server.isRunning()
                && server.hasData()
                && (afterGivingUp || failedRecoveries < MOST_RECOVERIES);
    }

    /**
     * Takes up the restart of an engine that has been down for {@code delay}, twice as long after each restart that failed,
     * unless something else is being done with the instance.
     */
    synchronized boolean beginRecovery(long nowNanos, Duration delay) {
        if (activity.isPresent() || !isRecoverable(false)) {
            downSinceNanos = Optional.empty();
            return false;
        }
        long since = downSinceNanos.orElse(nowNanos);
        downSinceNanos = Optional.of(since);
        if (nowNanos - since < delay.toNanos() << failedRecoveries) {
            return false;
        }
        activity = Optional.of(REBOOTING);
        return true;
    }

    synchronized void recoveryEnded(boolean running) {
        activity = activity.filter(what -> !what.equals(REBOOTING));
        downSinceNanos = Optional.empty();
        failedRecoveries = running ? 0 : failedRecoveries + 1;
    }

    synchronized void tag(String key, String value) {
        tags.put(key, value);
    }

    /** Its new name, and the server that it runs on now: the endpoint goes with the name. */
    synchronized void renamed(String newIdentifier, PostgresServer newServer) {
        identifier = newIdentifier;
        server = newServer;
    }

    /** Another parameter group, which is in force after the next reboot (RDS User Guide, "Associating a DB parameter group"). */
    synchronized void parameterGroup(String name) {
        if (!name.equals(parameterGroup)) {
            parameterGroup = name;
            parameterStatus = PENDING_REBOOT;
        }
    }

    /** A parameter group that was waiting for a reboot is in force. */
    synchronized void rebooted() {
        parameterStatus = IN_SYNC;
    }

    private static String major(String version) {
        return version.replaceFirst("\\..*", "");
    }

    synchronized void pendingBackupRetentionDays(int days) {
        pendingBackupRetentionDays = Optional.of(days);
    }

    synchronized void applyPending() {
        pendingBackupRetentionDays.ifPresent(days -> backupRetentionDays = days);
        pendingBackupRetentionDays = Optional.empty();
    }

    synchronized DBInstance describe() {
        DBInstance.Builder instance = DBInstance.builder();
        attributes.describe(instance);
        return instance.dbInstanceIdentifier(identifier)
                .dbInstanceArn(arn())
                .dbiResourceId(resourceId)
                .dbInstanceStatus(status())
                .dbInstanceClass(attributes.instanceClass())
                .engine("postgres")
                .engineVersion(server.version())
                .instanceCreateTime(createdAt)
                .endpoint(endpoint ->
                        endpoint.address("127.0.0.1").port(server.settings().port()))
                .dbInstancePort(0) // as RDS does for an instance outside a cluster
                .allocatedStorage(allocatedStorageGib)
                .storageEncrypted(true)
                .backupRetentionPeriod(backupRetentionDays)
                .preferredBackupWindow(backupWindow)
                .preferredMaintenanceWindow(maintenanceWindow)
                // What RDS says of a database with backups; the lab's keep none.
                .latestRestorableTime(backupRetentionDays > 0 ? Instant.now().minus(RESTORABLE_AGE) : null)
                .dbParameterGroups(
                        group -> group.dbParameterGroupName(parameterGroup).parameterApplyStatus(parameterStatus))
                .deletionProtection(deletionProtection)
                .tagList(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .readReplicaSourceDBInstanceIdentifier(sourceArn.orElse(null))
                .pendingModifiedValues(PendingModifiedValues.builder()
                        .backupRetentionPeriod(pendingBackupRetentionDays.orElse(null))
                        .build())
                .build();
    }
}
