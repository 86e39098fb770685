package dev.drlab.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.cloud.Arns;
import dev.drlab.lab.cloud.LabDbInstance;
import dev.drlab.lab.postgres.PostgresServer;

/**
 * What a region's state machines read from the parameter {@code /drlab/runbook}; on AWS its stack writes it. The fields
 * are described in {@code docs/statemachine.md}.
 */
public final class Runbook {
    static final String PARAMETER = "/drlab/runbook";
    static final String CONTROL_TABLE = "drlab-control";
    static final String CLUSTER = "drlab";
    static final String SERVICE = "drlab-service";
    static final String AGENT_FUNCTION = "drlab-agent";
    static final String WRITER_POINTER = "drlab/writer";
    /** Tasks of the active region. */
    public static final int ACTIVE_TASKS = 2;

    /** Tasks of the standby. */
    public static final int STANDBY_TASKS = 1;

    static final int RPO_TARGET_SECONDS = 300;

    private Runbook() {}

    /** The runbook {@code json} with another number in {@code field}. */
    static String with(String json, String field, int value) {
        ObjectNode runbook = parse(json);
        requireNumber(runbook, field);
        return runbook.put(field, value).toString();
    }

    /** The number in {@code field}. */
    static int number(String json, String field) {
        ObjectNode runbook = parse(json);
        requireNumber(runbook, field);
        return runbook.path(field).intValue();
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new LabException("the runbook is no JSON: " + e.getMessage(), e);
        }
    }

    private static void requireNumber(ObjectNode runbook, String field) {
        if (!runbook.path(field).isNumber()) {
            throw new LabException("the runbook has no number '" + field + "'");
        }
    }

    static String databaseIdentifier(String region) {
        return "drlab-" + region;
    }

    static String topicArn(String region) {
        return Arns.of("sns", region, "drlab");
    }

    /** JSON, under 4 KB. {@code publicUrl}: the front door. */
    static String json(String region, String publicUrl, long promoteDelaySeconds) {
        ObjectNode runbook = Json.mapper().createObjectNode();
        String peer = RegionNames.peerOf(region);
        runbook.put("region", region)
                .put("peerRegion", peer)
                .put("agentFunction", AGENT_FUNCTION)
                .put("dbInstance", databaseIdentifier(region))
                .put("peerDbInstance", databaseIdentifier(peer))
                .put("peerDbInstanceArn", LabDbInstance.arn(peer, databaseIdentifier(peer)))
                .put("ecsCluster", CLUSTER)
                .put("ecsService", SERVICE)
                .put("desiredTasks", ACTIVE_TASKS)
                .put("standbyTasks", STANDBY_TASKS)
                .put("maxTasks", 4)
                .put("writerPointer", WRITER_POINTER)
                .put("publicUrl", publicUrl)
                .put("topicArn", topicArn(region))
                .put("metricsNamespace", "drlab")
                .put("rpoTargetSeconds", RPO_TARGET_SECONDS)
                .put("drainSeconds", 15)
                .put("catchUpSeconds", 10)
                .put("promoteTimeoutSeconds", 60 + promoteDelaySeconds)
                .put("trafficSeconds", 20)
                .put("pollMillis", 20)
                .put("trafficPollMillis", 250)
                .put("lockLeaseSeconds", 30)
                .put("backupRetentionDays", 7)
                .put("snapshotTimeoutSeconds", 60)
                .put("removeTimeoutSeconds", 60)
                .put("replicaTimeoutSeconds", 60)
                .put("tasksTimeoutSeconds", 30)
                .put("rebuildPollMillis", 50);
        runbook.putArray("unfencedRoles")
                .addObject()
                .put("role", PostgresServer.SUPERUSER)
                .put(
                        "reason",
                        "the lab's own control plane, as rdsadmin is that of RDS; its password is not given out");
        runbook.set("replica", new DatabaseConfiguration(region).replica());
        runbook.set("replicaSettings", new DatabaseConfiguration(region).replicaSettings());
        return runbook.toString();
    }
}
