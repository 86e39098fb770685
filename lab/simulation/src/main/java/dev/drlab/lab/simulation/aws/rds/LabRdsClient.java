package dev.drlab.lab.simulation.aws.rds;

import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.contract.waiting.Deadline;
import dev.drlab.contract.waiting.Uninterrupted;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.aws.call.ModelledMembers;
import dev.drlab.lab.simulation.aws.fault.FaultyRds;
import dev.drlab.lab.simulation.postgres.BaseBackup;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.refusals.DatabaseFacts;
import dev.drlab.refusals.RdsRefusal;
import dev.drlab.refusals.RdsRefusals;
import dev.drlab.refusals.RdsState;
import dev.drlab.refusals.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.OrderableDBInstanceOption;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;

/**
 * RDS in one region, over real servers: asynchronous statuses, RDS's refusals with the SDK's own exceptions, and real
 * promotions and restarts. Hand it out behind {@link FaultyRds}, which makes it unreachable while the region is dark.
 *
 * <p>Simulated: how long RDS takes. A promotion shows {@code modifying} for the configured delay, in which nothing
 * happens, then {@code rebooting} while PostgreSQL is really promoted, then {@code available}; RDS reboots the instance
 * and takes minutes (RDS User Guide, "Promoting a read replica to be a standalone DB instance"). A snapshot is a copy of
 * the data directory, a deletion removes it, and a new replica is made from a base backup; on RDS each takes minutes, or
 * hours for a large database. An engine that ends by itself is restarted by {@link EngineRecovery}, as on RDS.
 */
public final class LabRdsClient implements RdsClient {
    private static final Logger LOG = LoggerFactory.getLogger(LabRdsClient.class);
    private static final Duration PROMOTE_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);
    private static final Duration DELETION_PAUSE = Duration.ofSeconds(1);
    private static final Duration CREATION_PAUSE = Duration.ofMillis(20);

    private final String region;
    private final Duration promoteDelay;
    private final RdsLimits limits;
    private final Path snapshotDirectory;
    private final Map<String, LabDbInstance> instances = new ConcurrentSkipListMap<>();
    private final Map<String, LabSnapshot> snapshots = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService controlPlane;
    private final EngineRecovery recovery;
    private volatile Optional<ReplicaBuilder> replicas = Optional.empty();
    private volatile boolean creationsHeld;

    /**
     * RDS in {@code region}, without instances.
     *
     * @param promoteDelay how long a promotion shows {@code modifying} before anything happens; zero or more
     * @param recoveryDelay how long an engine that ended by itself is down before it is restarted; zero or more
     * @param limits what instances are made with
     * @param snapshotDirectory where snapshots are kept, one directory each; made when it is needed
     */
    public LabRdsClient(
            String region, Duration promoteDelay, Duration recoveryDelay, RdsLimits limits, Path snapshotDirectory) {
        this.region = Objects.requireNonNull(region, "region");
        this.promoteDelay = Objects.requireNonNull(promoteDelay, "promoteDelay");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.snapshotDirectory = Objects.requireNonNull(snapshotDirectory, "snapshotDirectory");
        this.controlPlane = Executors.newScheduledThreadPool(3, DaemonThreads.named("drlab-rds-" + region));
        this.recovery = new EngineRecovery(region, recoveryDelay, instances::values);
        recovery.watch(controlPlane);
    }

    /** The hosts of its instances are gone: nothing is started there until {@link #restoreHosts}. */
    public void loseHosts() {
        recovery.loseHosts();
    }

    /** The hosts are back; engines that are down are restarted after the usual delay, or by {@link #recoverNow}. */
    public void restoreHosts() {
        recovery.restoreHosts();
    }

    /**
     * Starts every engine that is down without waiting for the usual delay, also one that RDS has given up. Returns when
     * they accept connections.
     *
     * @return whether any was down
     * @throws LabException when one does not start
     */
    public boolean recoverNow() {
        return recovery.recoverNow();
    }

    /** Adds an instance, as if it had been created. */
    public void add(LabDbInstance instance) {
        instances.put(instance.identifier(), instance);
    }

    /** Says how replicas are made; until then none can be. */
    public void replicas(ReplicaBuilder builder) {
        replicas = Optional.of(builder);
    }

    /** The instance of that name, if there is one. */
    public Optional<LabDbInstance> instance(String identifier) {
        return Optional.ofNullable(instances.get(identifier));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /**
     * Ends what the control plane is doing, and returns when it has let go of the data (whoever closes a lab deletes or
     * moves it next), also to a thread that is interrupted. The servers are left as they are.
     */
    @Override
    public void close() {
        controlPlane.shutdownNow();
        Deadline deadline = Deadline.after(END_LIMIT);
        boolean ended = Uninterrupted.get(
                () -> controlPlane.awaitTermination(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        if (!ended) {
            LOG.warn("RDS in {} still works after {}", region, deadline);
        }
    }

    /** All instances, or the one named, by identifier or ARN. */
    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        ModelledMembers.require("Rds.describeDBInstances", request, Set.of("DBInstanceIdentifier", "MaxRecords"));
        refuse("DescribeDBInstances", request);
        Collection<LabDbInstance> found = request.dbInstanceIdentifier() == null
                ? instances.values()
                : List.of(find(request.dbInstanceIdentifier()));
        return DescribeDbInstancesResponse.builder()
                .dbInstances(found.stream().map(LabDbInstance::describe).toList())
                .build();
    }

    /** Tags an instance, named by its ARN; a tag of the same key is replaced. */
    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        ModelledMembers.require("Rds.addTagsToResource", request, Set.of("ResourceName", "Tags"));
        refuse("AddTagsToResource", request);
        LabDbInstance instance = find(request.resourceName());
        request.tags().forEach(tag -> instance.tag(tag.key(), tag.value()));
        return AddTagsToResourceResponse.builder().build();
    }

    /** Promotes an available replica, in the background. */
    @Override
    public PromoteReadReplicaResponse promoteReadReplica(PromoteReadReplicaRequest request) {
        ModelledMembers.require(
                "Rds.promoteReadReplica", request, Set.of("DBInstanceIdentifier", "BackupRetentionPeriod"));
        refuse("PromoteReadReplica", request);
        LabDbInstance instance = find(request.dbInstanceIdentifier());
        begin(instance, LabDbInstance.MODIFYING);
        later(instance, promoteDelay, () -> promote(instance, Optional.ofNullable(request.backupRetentionPeriod())));
        return PromoteReadReplicaResponse.builder()
                .dbInstance(instance.describe())
                .build();
    }

    /**
     * Changes backup retention (at once with {@code ApplyImmediately}, else pending until the next reboot, which stands
     * for the maintenance window), deletion protection and the two windows (always at once), the parameter group (in force
     * after a reboot) or the name. A renamed instance keeps its resource id and gets another endpoint (Amazon RDS User Guide, "Renaming a DB
     * instance"). The name, and deletion protection alone, can be changed of a failed instance too: RDS deletes failed
     * instances (DeleteDBInstance, {@code SkipFinalSnapshot}), and could not if their protection stayed.
     */
    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        ModelledMembers.require(
                "Rds.modifyDBInstance",
                request,
                Set.of(
                        "DBInstanceIdentifier",
                        "BackupRetentionPeriod",
                        "DeletionProtection",
                        "DBParameterGroupName",
                        "NewDBInstanceIdentifier",
                        "PreferredBackupWindow",
                        "PreferredMaintenanceWindow",
                        "ApplyImmediately"));
        refuse("ModifyDBInstance", request);
        LabDbInstance instance = find(request.dbInstanceIdentifier());
        if (request.newDBInstanceIdentifier() != null) {
            return rename(instance, request);
        }
        if (!changesProtectionAlone(request) || !instance.beginAfterFailure(LabDbInstance.MODIFYING)) {
            begin(instance, LabDbInstance.MODIFYING);
        }
        if (request.dbParameterGroupName() != null) {
            instance.parameterGroup(request.dbParameterGroupName());
        }
        if (request.deletionProtection() != null) {
            instance.deletionProtection(request.deletionProtection());
        }
        instance.windows(request.preferredBackupWindow(), request.preferredMaintenanceWindow());
        if (request.backupRetentionPeriod() != null) {
            instance.pendingBackupRetentionDays(request.backupRetentionPeriod());
        }
        later(instance, Duration.ZERO, () -> {
            if (Boolean.TRUE.equals(request.applyImmediately())) {
                instance.applyPending();
            }
        });
        return ModifyDbInstanceResponse.builder()
                .dbInstance(instance.describe())
                .build();
    }

    private static boolean changesProtectionAlone(ModifyDbInstanceRequest request) {
        return request.deletionProtection() != null
                && request.backupRetentionPeriod() == null
                && request.dbParameterGroupName() == null
                && request.preferredBackupWindow() == null
                && request.preferredMaintenanceWindow() == null;
    }

    private ModifyDbInstanceResponse rename(LabDbInstance instance, ModifyDbInstanceRequest request) {
        ModelledMembers.require(
                "Rds.modifyDBInstance with NewDBInstanceIdentifier",
                request,
                Set.of("DBInstanceIdentifier", "NewDBInstanceIdentifier", "ApplyImmediately"));
        ReplicaBuilder builder = replicas.orElseThrow(
                () -> new UnsupportedOperationException("the lab's RDS in " + region + " renames nothing"));
        if (!Boolean.TRUE.equals(request.applyImmediately())) {
            throw new UnsupportedOperationException("the lab models a renaming with ApplyImmediately only");
        }
        String name = request.newDBInstanceIdentifier();
        if (!instance.beginAfterFailure(LabDbInstance.RENAMING)) {
            begin(instance, LabDbInstance.RENAMING);
        }
        String former = instance.identifier();
        later(instance, Duration.ZERO, () -> {
            instance.renamed(name, builder.moveAway(instance.server(), name));
            instances.put(name, instance);
            instances.remove(former, instance);
            if (instance.server().hasData()) {
                recovery.start(instance);
            }
        });
        return ModifyDbInstanceResponse.builder()
                .dbInstance(instance.describe())
                .build();
    }

    /** The servers of all its instances. */
    public List<PostgresServer> servers() {
        return instances.values().stream().map(LabDbInstance::server).toList();
    }

    /** Restarts an available instance's server, in the background. */
    @Override
    public RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        ModelledMembers.require("Rds.rebootDBInstance", request, Set.of("DBInstanceIdentifier"));
        refuse("RebootDBInstance", request);
        LabDbInstance instance = find(request.dbInstanceIdentifier());
        begin(instance, LabDbInstance.REBOOTING);
        later(instance, Duration.ZERO, () -> {
            instance.server().stop(PostgresServer.StopMode.FAST);
            recovery.start(instance);
            instance.applyPending();
            instance.rebooted();
        });
        return RebootDbInstanceResponse.builder()
                .dbInstance(instance.describe())
                .build();
    }

    /** Copies an available instance's data, in the background; it shows {@code backing-up} meanwhile. */
    @Override
    public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
        ModelledMembers.require(
                "Rds.createDBSnapshot", request, Set.of("DBInstanceIdentifier", "DBSnapshotIdentifier"));
        refuse("CreateDBSnapshot", request);
        LabDbInstance instance = find(request.dbInstanceIdentifier());
        String identifier = request.dbSnapshotIdentifier();
        begin(instance, LabDbInstance.BACKING_UP);
        LabSnapshot snapshot = new LabSnapshot(identifier, instance.describe(), snapshotDirectory.resolve(identifier));
        snapshots.put(identifier, snapshot);
        later(instance, Duration.ZERO, () -> {
            boolean done = false;
            try {
                new BaseBackup(instance.server()).snapshotTo(snapshot.directory());
                done = true;
            } finally {
                snapshot.ended(done);
            }
        });
        return CreateDbSnapshotResponse.builder()
                .dbSnapshot(snapshot.describe())
                .build();
    }

    /** Deletes every snapshot that is complete, with its data. */
    public void discardSnapshots() {
        snapshots.values().removeIf(snapshot -> {
            boolean complete = snapshot.describe().status().equals("available");
            if (complete) {
                DirectoryTree.delete(snapshot.directory());
            }
            return complete;
        });
    }

    /** All snapshots, or the one named, or an instance's. */
    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        ModelledMembers.require(
                "Rds.describeDBSnapshots", request, Set.of("DBSnapshotIdentifier", "DBInstanceIdentifier"));
        String identifier = request.dbSnapshotIdentifier();
        refuse("DescribeDBSnapshots", request);
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(snapshots.entrySet().stream()
                        .filter(entry -> identifier == null || identifier.equals(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .filter(snapshot ->
                                request.dbInstanceIdentifier() == null || snapshot.isOf(request.dbInstanceIdentifier()))
                        .map(LabSnapshot::describe)
                        .toList())
                .build();
    }

    /**
     * Stops the instance's server and removes its data, in the background. Refused while it is protected or something is
     * done with it, and without {@code SkipFinalSnapshot}: take a snapshot first. A deletion that has begun does not end
     * otherwise: RDS shows {@code deleting} until the instance is gone, and so does this, trying again what failed.
     */
    @Override
    public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
        ModelledMembers.require(
                "Rds.deleteDBInstance",
                request,
                Set.of("DBInstanceIdentifier", "SkipFinalSnapshot", "DeleteAutomatedBackups"));
        refuse("DeleteDBInstance", request);
        LabDbInstance instance = find(request.dbInstanceIdentifier());
        if (!instance.beginDeletion()) {
            throw invalidState("Instance " + instance.identifier() + " is " + instance.status() + ".");
        }
        onControlPlane(instance, Duration.ZERO, () -> delete(instance));
        return DeleteDbInstanceResponse.builder()
                .dbInstance(instance.describe())
                .build();
    }

    /** Makes a replica of an instance in the other region, in the background; it shows {@code creating} meanwhile. */
    @Override
    public CreateDbInstanceReadReplicaResponse createDBInstanceReadReplica(CreateDbInstanceReadReplicaRequest request) {
        ReplicaBuilder builder = replicas.orElseThrow(
                () -> new UnsupportedOperationException("the lab's RDS in " + region + " makes no replicas"));
        refuse("CreateDBInstanceReadReplica", request);
        DBInstance source = builder.source(request.sourceDBInstanceIdentifier())
                .orElseThrow(() -> instanceNotFound(request.sourceDBInstanceIdentifier()));
        LabDbInstance instance = new LabDbInstance(
                request.dbInstanceIdentifier(),
                region,
                builder.server(),
                DbInstanceAttributes.of(request, source),
                Optional.of(source.dbInstanceArn()));
        instance.proceed(LabDbInstance.CREATING);
        if (instances.putIfAbsent(instance.identifier(), instance) != null) {
            throw alreadyExists();
        }
        create(instance, builder);
        return CreateDbInstanceReadReplicaResponse.builder()
                .dbInstance(instance.describe())
                .build();
    }

    private void create(LabDbInstance instance, ReplicaBuilder builder) {
        if (creationsHeld) {
            onControlPlane(instance, CREATION_PAUSE, () -> create(instance, builder));
        } else {
            later(instance, Duration.ZERO, () -> {
                builder.fill();
                recovery.start(instance);
            });
        }
    }

    /** From now on a new replica shows {@code creating} for as long as this is true: RDS promises no time. */
    public void holdCreations(boolean held) {
        creationsHeld = held;
    }

    /** The subnet group, if it is that one. */
    @Override
    public DescribeDbSubnetGroupsResponse describeDBSubnetGroups(DescribeDbSubnetGroupsRequest request) {
        ModelledMembers.require("Rds.describeDBSubnetGroups", request, Set.of("DBSubnetGroupName"));
        refuse("DescribeDBSubnetGroups", request);
        return DescribeDbSubnetGroupsResponse.builder()
                .dbSubnetGroups(
                        group -> group.dbSubnetGroupName(limits.subnetGroup()).subnetGroupStatus("Complete"))
                .build();
    }

    /** The parameter group, if it is that one. */
    @Override
    public DescribeDbParameterGroupsResponse describeDBParameterGroups(DescribeDbParameterGroupsRequest request) {
        ModelledMembers.require("Rds.describeDBParameterGroups", request, Set.of("DBParameterGroupName"));
        refuse("DescribeDBParameterGroups", request);
        return DescribeDbParameterGroupsResponse.builder()
                .dbParameterGroups(group -> group.dbParameterGroupName(limits.parameterGroup()))
                .build();
    }

    /** The one class on offer, or none. */
    @Override
    public DescribeOrderableDbInstanceOptionsResponse describeOrderableDBInstanceOptions(
            DescribeOrderableDbInstanceOptionsRequest request) {
        ModelledMembers.require(
                "Rds.describeOrderableDBInstanceOptions",
                request,
                Set.of("Engine", "EngineVersion", "DBInstanceClass", "MaxRecords"));
        refuse("DescribeOrderableDBInstanceOptions", request);
        List<OrderableDBInstanceOption> options = RdsLimits.differs(request.dbInstanceClass(), limits.instanceClass())
                ? List.of()
                : List.of(OrderableDBInstanceOption.builder()
                        .engine(request.engine())
                        .engineVersion(request.engineVersion())
                        .dbInstanceClass(limits.instanceClass())
                        .build());
        return DescribeOrderableDbInstanceOptionsResponse.builder()
                .orderableDBInstanceOptions(options)
                .build();
    }

    /** Throws what RDS answers, if it refuses the request as things are. */
    private void refuse(String operation, SdkPojo request) {
        RdsRefusals.of(RdsRequests.of(operation, request), new State()).ifPresent(refused -> {
            throw RdsErrors.of(refused);
        });
    }

    /** The state that decisions ask for. */
    private final class State implements RdsState {
        @Override
        public String region() {
            return region;
        }

        @Override
        public Optional<DatabaseFacts> database(String identifierOrArn) {
            return named(identifierOrArn).map(LabDbInstance::describe).map(RdsRequests::facts);
        }

        @Override
        public Optional<DatabaseFacts> source(String identifierOrArn) {
            return replicas.flatMap(builder -> builder.source(identifierOrArn)).map(RdsRequests::facts);
        }

        @Override
        public boolean hasSnapshot(String identifier) {
            return snapshots.containsKey(identifier);
        }

        @Override
        public boolean hasSubnetGroup(String name) {
            return name.equals(limits.subnetGroup());
        }

        @Override
        public boolean hasParameterGroup(String name) {
            return name.equals(limits.parameterGroup());
        }

        @Override
        public boolean mayUseKey(String keyId) {
            return keyId.equals(limits.kmsKeyId());
        }
    }

    private void promote(LabDbInstance instance, Optional<Integer> backupRetentionDays) {
        instance.proceed(LabDbInstance.REBOOTING);
        recovery.start(instance); // RDS reboots the instance, whatever its engine does at that moment
        instance.server().promote(PROMOTE_LIMIT);
        instance.promoted(backupRetentionDays);
    }

    private static void begin(LabDbInstance instance, String activity) {
        if (!instance.begin(activity)) {
            throw invalidState("Instance " + instance.identifier() + " is not in available state (it is "
                    + instance.status() + ").");
        }
    }

    private void delete(LabDbInstance instance) {
        try {
            instance.server().stop(PostgresServer.StopMode.FAST);
            DirectoryTree.delete(instance.server().dataDirectory());
            instances.remove(instance.identifier(), instance);
            instance.end();
        } catch (RuntimeException e) { // such as a backend that a slow disk holds beyond SIGKILL
            if (controlPlane.isShutdown()) {
                return;
            }
            LOG.warn("RDS in {}: the deletion of {} is tried again: {}", region, instance.identifier(), e.getMessage());
            onControlPlane(instance, DELETION_PAUSE, () -> delete(instance));
        }
    }

    /** A failure in the background leaves the instance in the state that its server is really in. */
    private void later(LabDbInstance instance, Duration delay, Runnable work) {
        onControlPlane(instance, delay, () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("RDS in {}: {}", region, e.getMessage());
            } finally {
                instance.end();
            }
        });
    }

    private void onControlPlane(LabDbInstance instance, Duration delay, Runnable work) {
        try {
            controlPlane.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            instance.end();
            throw new LabException("RDS in " + region + " is shut down", e);
        }
    }

    private LabDbInstance find(String identifierOrArn) {
        return named(identifierOrArn).orElseThrow(() -> instanceNotFound(identifierOrArn));
    }

    private Optional<LabDbInstance> named(String identifierOrArn) {
        return instances.values().stream()
                .filter(instance -> instance.identifier().equals(identifierOrArn)
                        || instance.arn().equals(identifierOrArn))
                .findFirst();
    }

    private static RuntimeException alreadyExists() {
        return RdsErrors.of(new Refused(RdsRefusal.INSTANCE_EXISTS, "DB instance already exists"));
    }

    private static RuntimeException instanceNotFound(String identifier) {
        return RdsErrors.of(new Refused(RdsRefusal.INSTANCE_NOT_FOUND, "DBInstance " + identifier + " not found."));
    }

    /** For a state that came between the decision and what it allowed. */
    private static RuntimeException invalidState(String message) {
        return RdsErrors.of(new Refused(RdsRefusal.NOT_AVAILABLE, message));
    }
}
