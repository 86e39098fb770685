package dev.drlab.lab.cloud;

import dev.drlab.lab.LabException;
import dev.drlab.lab.postgres.PostgresServer;
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
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;

/**
 * RDS in one region, over real servers: asynchronous statuses, RDS's refusals with the SDK's own exceptions, and real
 * promotions and restarts. Hand it out through {@link FaultInjector#wrap}, which makes it unreachable while the region is
 * dark and names what it does not model.
 *
 * <p>Simulated: how long RDS takes. A promotion shows {@code modifying} for the configured delay, in which nothing
 * happens, then {@code rebooting} while PostgreSQL is really promoted, then {@code available}; RDS reboots the instance
 * and takes minutes (RDS User Guide, "Promoting a read replica to be a standalone DB instance").
 */
public final class LabRdsClient implements RdsClient {
    private static final Logger LOG = LoggerFactory.getLogger(LabRdsClient.class);
    private static final Duration PROMOTE_LIMIT = Duration.ofMinutes(2);
    private static final String SERVICE = "Rds";
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final String region;
    private final Duration promoteDelay;
    private final Map<String, LabDbInstance> instances = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService controlPlane;

    /**
     * RDS in {@code region}, without instances.
     *
     * @param promoteDelay how long a promotion shows {@code modifying} before anything happens; zero or more
     */
    public LabRdsClient(String region, Duration promoteDelay) {
        this.region = Objects.requireNonNull(region, "region");
        this.promoteDelay = Objects.requireNonNull(promoteDelay, "promoteDelay");
        this.controlPlane = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "drlab-rds-" + region);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Adds an instance, as if it had been created. */
    public void add(LabDbInstance instance) {
        instances.put(instance.identifier(), instance);
    }

    /** The instance of that name, if there is one. */
    public Optional<LabDbInstance> instance(String identifier) {
        return Optional.ofNullable(instances.get(identifier));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Ends what the control plane is doing; the servers are left as they are. */
    @Override
    public void close() {
        controlPlane.shutdownNow();
    }

    /** All instances, or the one named, by identifier or ARN. */
    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        ModelledMembers.require("Rds.describeDBInstances", request, Set.of("DBInstanceIdentifier", "MaxRecords"));
        Collection<LabDbInstance> found = request.dbInstanceIdentifier() == null
                ? instances.values()
                : List.of(find(request.dbInstanceIdentifier()));
        return DescribeDbInstancesResponse.builder()
                .dbInstances(found.stream().map(LabDbInstance::describe).toList())
                .build();
    }

    /** Promotes an available replica, in the background. */
    @Override
    public PromoteReadReplicaResponse promoteReadReplica(PromoteReadReplicaRequest request) {
        ModelledMembers.require(
                "Rds.promoteReadReplica", request, Set.of("DBInstanceIdentifier", "BackupRetentionPeriod"));
        LabDbInstance instance = find(request.dbInstanceIdentifier());
        if (!instance.isReplica()) {
            throw invalidState("DB Instance " + instance.identifier() + " is not a read replica.");
        }
        begin(instance, LabDbInstance.MODIFYING);
        later(instance, promoteDelay, () -> promote(instance, Optional.ofNullable(request.backupRetentionPeriod())));
        return PromoteReadReplicaResponse.builder()
                .dbInstance(instance.describe())
                .build();
    }

    /**
     * Changes backup retention (at once with {@code ApplyImmediately}, else pending until the next reboot, which stands
     * for the maintenance window) and deletion protection (always at once).
     */
    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        ModelledMembers.require(
                "Rds.modifyDBInstance",
                request,
                Set.of("DBInstanceIdentifier", "BackupRetentionPeriod", "DeletionProtection", "ApplyImmediately"));
        LabDbInstance instance = find(request.dbInstanceIdentifier());
        begin(instance, LabDbInstance.MODIFYING);
        if (request.deletionProtection() != null) {
            instance.deletionProtection(request.deletionProtection());
        }
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

    /** Restarts an available instance's server, in the background. */
    @Override
    public RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        ModelledMembers.require("Rds.rebootDBInstance", request, Set.of("DBInstanceIdentifier"));
        LabDbInstance instance = find(request.dbInstanceIdentifier());
        begin(instance, LabDbInstance.REBOOTING);
        later(instance, Duration.ZERO, () -> {
            instance.server().stop(PostgresServer.StopMode.FAST);
            instance.server().start();
            instance.applyPending();
        });
        return RebootDbInstanceResponse.builder()
                .dbInstance(instance.describe())
                .build();
    }

    private static void promote(LabDbInstance instance, Optional<Integer> backupRetentionDays) {
        instance.proceed(LabDbInstance.REBOOTING);
        instance.server().promote(PROMOTE_LIMIT);
        instance.promoted(backupRetentionDays);
    }

    private static void begin(LabDbInstance instance, String activity) {
        if (!instance.begin(activity)) {
            throw invalidState("Instance " + instance.identifier() + " is not in available state (it is "
                    + instance.status() + ").");
        }
    }

    /** What fails in the background leaves the instance in the state that its server is really in. */
    private void later(LabDbInstance instance, Duration delay, Runnable work) {
        try {
            controlPlane.schedule(
                    () -> {
                        try {
                            work.run();
                        } catch (LabException e) {
                            LOG.warn("RDS in {}: {}", region, e.getMessage());
                        } finally {
                            instance.end();
                        }
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            instance.end();
            throw new LabException("RDS in " + region + " is shut down", e);
        }
    }

    private LabDbInstance find(String identifierOrArn) {
        return instances.values().stream()
                .filter(instance -> instance.identifier().equals(identifierOrArn)
                        || instance.arn().equals(identifierOrArn))
                .findFirst()
                .orElseThrow(() -> ServiceErrors.fill(
                                DbInstanceNotFoundException.builder(),
                                SERVICE,
                                NOT_FOUND,
                                "DBInstanceNotFound",
                                "DBInstance " + identifierOrArn + " not found.")
                        .build());
    }

    private static RuntimeException invalidState(String message) {
        return ServiceErrors.fill(
                        InvalidDbInstanceStateException.builder(),
                        SERVICE,
                        BAD_REQUEST,
                        "InvalidDBInstanceState",
                        message)
                .build();
    }
}
