package dev.drlab.lab;

import dev.drlab.contract.project.ResourceNames;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.rds.LabDbInstance;
import dev.drlab.lab.simulation.postgres.PostgresServer;

/** The content of the lab's runbooks, which on AWS the stacks write: its names, and times of seconds. */
public final class LabRunbook {
    private static final ResourceNames NAMES = new ResourceNames("drlab");

    static final String CONTROL_TABLE = NAMES.controlTable();
    static final String CLUSTER = NAMES.project();
    static final String SERVICE = NAMES.service();
    static final String AGENT_FUNCTION = NAMES.agentFunction();
    static final String WRITER_POINTER = NAMES.writerPointer();
    /** Tasks of the active region. */
    public static final int ACTIVE_TASKS = 2;

    /** Tasks of the standby. */
    public static final int STANDBY_TASKS = 1;

    /** Where scaling ends. */
    static final int MAX_TASKS = 4;

    static final int RPO_TARGET_SECONDS = 300;
    /** Each wait of reprotect takes a second or few; a task, which starts at a low priority, took over 30 on a busy machine. */
    private static final int REBUILD_SECONDS = 300;

    private LabRunbook() {}

    static String databaseIdentifier(String region) {
        return NAMES.database(region);
    }

    static String topicArn(String region) {
        return Arns.of("sns", region, NAMES.project());
    }

    /** Of a region; {@code publicUrl}: the front door. */
    static Runbook of(String region, String publicUrl, long promoteDelaySeconds) {
        String peer = RegionNames.peerOf(region);
        DatabaseConfiguration database = new DatabaseConfiguration(region);
        return Runbook.builder()
                .text(RunbookField.REGION, region)
                .text(RunbookField.PEER_REGION, peer)
                .text(RunbookField.AGENT_FUNCTION, AGENT_FUNCTION)
                .text(RunbookField.DB_INSTANCE, databaseIdentifier(region))
                .text(RunbookField.PEER_DB_INSTANCE, databaseIdentifier(peer))
                .text(RunbookField.PEER_DB_INSTANCE_ARN, LabDbInstance.arn(peer, databaseIdentifier(peer)))
                .text(RunbookField.ECS_CLUSTER, CLUSTER)
                .text(RunbookField.ECS_SERVICE, SERVICE)
                .number(RunbookField.DESIRED_TASKS, ACTIVE_TASKS)
                .number(RunbookField.STANDBY_TASKS, STANDBY_TASKS)
                .number(RunbookField.MAX_TASKS, MAX_TASKS)
                .text(RunbookField.WRITER_POINTER, WRITER_POINTER)
                .text(RunbookField.PUBLIC_URL, publicUrl)
                .text(RunbookField.TOPIC_ARN, topicArn(region))
                .text(RunbookField.METRICS_NAMESPACE, NAMES.project())
                .number(RunbookField.RPO_TARGET_SECONDS, RPO_TARGET_SECONDS)
                .number(RunbookField.DRAIN_SECONDS, 15)
                .number(RunbookField.CATCH_UP_SECONDS, 10)
                .number(RunbookField.PROMOTE_TIMEOUT_SECONDS, 60 + promoteDelaySeconds)
                .number(RunbookField.TRAFFIC_SECONDS, 20)
                .number(RunbookField.POLL_MILLIS, 20)
                .number(RunbookField.TRAFFIC_POLL_MILLIS, 250)
                .number(RunbookField.LOCK_LEASE_SECONDS, 30)
                .number(RunbookField.BACKUP_RETENTION_DAYS, 7)
                .number(RunbookField.CLIENT_CONNECTION_SECONDS, 0) // set by runs whose clients keep connections
                .number(RunbookField.SNAPSHOT_TIMEOUT_SECONDS, REBUILD_SECONDS)
                .number(RunbookField.REMOVE_TIMEOUT_SECONDS, REBUILD_SECONDS)
                .number(RunbookField.REPLICA_TIMEOUT_SECONDS, REBUILD_SECONDS)
                .number(RunbookField.TASKS_TIMEOUT_SECONDS, REBUILD_SECONDS)
                .number(RunbookField.REBUILD_POLL_MILLIS, 50)
                .unfenced(
                        PostgresServer.SUPERUSER,
                        "the lab's own control plane, as rdsadmin is that of RDS; its password is not given out")
                .object(RunbookField.REPLICA, database.replica())
                .object(RunbookField.REPLICA_SETTINGS, database.replicaSettings())
                .build();
    }
}
