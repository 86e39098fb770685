package dev.drlab.stacks.orchestration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.stacks.base.Names;
import dev.drlab.stacks.config.LabConfig;
import dev.drlab.stacks.config.Role;
import java.nio.charset.StandardCharsets;

/**
 * What a region's state machines read from the parameter {@code /drlab/runbook}. The fields are those that the
 * definitions use; the times are for AWS, where a promotion takes minutes and DNS follows health checks.
 */
public final class Runbook {
    /** A standard parameter holds 4 KB (Systems Manager quotas). */
    static final int LIMIT_BYTES = 4096;

    /** What the references (address, key, security group), still short tokens at synthesis, may grow by. */
    private static final int REFERENCE_BYTES = 512;

    private static final int DRAIN_SECONDS = 60;
    private static final int CATCH_UP_SECONDS = 30;
    private static final int PROMOTE_TIMEOUT_SECONDS = 1800;
    private static final int TRAFFIC_SECONDS = 300;
    /** 900 rounds of a promotion, of some 15 events each, stay below the 25,000 events of an execution. */
    private static final int POLL_MILLIS = 2000;

    private static final int TRAFFIC_POLL_MILLIS = 5000;
    private static final int LOCK_LEASE_SECONDS = 120;
    private static final int BACKUP_RETENTION_DAYS = 7;
    private static final int SNAPSHOT_TIMEOUT_SECONDS = 4 * 3600;
    private static final int REMOVE_TIMEOUT_SECONDS = 3600;
    private static final int REPLICA_TIMEOUT_SECONDS = 6 * 3600;
    private static final int TASKS_TIMEOUT_SECONDS = 900;
    /** Two waits of 6 h are 960 rounds of some 21 events each: with the removal they stay below the 25,000 of an execution. */
    private static final int REBUILD_POLL_MILLIS = 45_000;

    private Runbook() {}

    /**
     * The runbook of a region.
     *
     * @param publicUrl where clients reach the service: the public name, or the region's balancer without a domain
     * @param replica what reprotect makes the database anew with
     * @return JSON
     * @throws IllegalStateException if it might not fit a parameter
     */
    public static String json(LabConfig config, Role role, String publicUrl, ReplicaSettings replica) {
        Names names = Names.of(config);
        ObjectNode runbook = Json.mapper().createObjectNode();
        runbook.put("region", config.region(role))
                .put("peerRegion", config.region(role.peer()))
                .put("agentFunction", names.agentFunction())
                .put("dbInstance", names.databaseIdentifier(role))
                .put("peerDbInstance", names.databaseIdentifier(role.peer()))
                .put("peerDbInstanceArn", names.databaseArn(role.peer()))
                .put("ecsCluster", names.cluster())
                .put("ecsService", names.service())
                .put("desiredTasks", config.service().activeTasks())
                .put("standbyTasks", config.service().warmStandbyTasks())
                .put("maxTasks", config.service().maxTasks())
                .put("writerPointer", names.writerPointer())
                .put("publicUrl", publicUrl)
                .put("topicArn", names.topicArn(role))
                .put("metricsNamespace", names.metricsNamespace())
                .put("rpoTargetSeconds", config.targets().rpoSeconds())
                .put("drainSeconds", DRAIN_SECONDS)
                .put("catchUpSeconds", CATCH_UP_SECONDS)
                .put("promoteTimeoutSeconds", PROMOTE_TIMEOUT_SECONDS)
                .put("trafficSeconds", TRAFFIC_SECONDS)
                .put("pollMillis", POLL_MILLIS)
                .put("trafficPollMillis", TRAFFIC_POLL_MILLIS)
                .put("lockLeaseSeconds", LOCK_LEASE_SECONDS)
                .put("backupRetentionDays", BACKUP_RETENTION_DAYS)
                .put("snapshotTimeoutSeconds", SNAPSHOT_TIMEOUT_SECONDS)
                .put("removeTimeoutSeconds", REMOVE_TIMEOUT_SECONDS)
                .put("replicaTimeoutSeconds", REPLICA_TIMEOUT_SECONDS)
                .put("tasksTimeoutSeconds", TASKS_TIMEOUT_SECONDS)
                .put("rebuildPollMillis", REBUILD_POLL_MILLIS);
        ArrayNode unfenced = runbook.putArray("unfencedRoles");
        config.database()
                .unfencedRoles()
                .forEach(
                        (name, reason) -> unfenced.addObject().put("role", name).put("reason", reason));
        runbook.set("replica", replica.json());
        runbook.set("replicaSettings", replica.settings(BACKUP_RETENTION_DAYS));
        String json = runbook.toString();
        int bytes = json.getBytes(StandardCharsets.UTF_8).length + REFERENCE_BYTES;
        if (bytes > LIMIT_BYTES) {
            throw new IllegalStateException(
                    "the runbook of " + config.region(role) + " may take " + bytes + " bytes; at most " + LIMIT_BYTES);
        }
        return json;
    }
}
