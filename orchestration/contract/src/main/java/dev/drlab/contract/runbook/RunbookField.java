package dev.drlab.contract.runbook;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of the runbook, in the order in which they are written. {@code docs/runbook.md} lists them from here; tests of
 * the documents and of the stacks fail when a field is missing, not used, or has another default on AWS.
 */
public enum RunbookField {
    /** This region. */
    REGION("region", Kind.TEXT, "this region"),
    /** The other region. */
    PEER_REGION("peerRegion", Kind.TEXT, "the other region"),
    /** The agent's function. */
    AGENT_FUNCTION("agentFunction", Kind.TEXT, "name of the agent's function in this region", "drlab-agent"),
    /** The region's database. */
    DB_INSTANCE("dbInstance", Kind.TEXT, "this region's database identifier; `drlab-<region>` on AWS"),
    /** The peer's database. */
    PEER_DB_INSTANCE("peerDbInstance", Kind.TEXT, "the peer's database identifier; `drlab-<peerRegion>` on AWS"),
    /** The same by its ARN. */
    PEER_DB_INSTANCE_ARN("peerDbInstanceArn", Kind.TEXT, "its ARN, as RDS shows it for a replica's source"),
    /** Where the service runs. */
    ECS_CLUSTER("ecsCluster", Kind.TEXT, "the service's cluster", "drlab"),
    /** The service. */
    ECS_SERVICE("ecsService", Kind.TEXT, "the service", "drlab-service"),
    /** Tasks of the active region. */
    DESIRED_TASKS("desiredTasks", Kind.NUMBER, "tasks of the active region", 2),
    /** Tasks of the standby. */
    STANDBY_TASKS("standbyTasks", Kind.NUMBER, "tasks of the standby, 1 or more", 1),
    /** Most tasks. */
    MAX_TASKS("maxTasks", Kind.NUMBER, "upper bound of the scalable target, the same in both regions", 4),
    /** The secret that names the writer. */
    WRITER_POINTER("writerPointer", Kind.TEXT, "id of the writer pointer's secret", "drlab/writer"),
    /** Where clients come in. */
    PUBLIC_URL("publicUrl", Kind.TEXT, "where clients come in, without a final slash"),
    /** Where notifications go. */
    TOPIC_ARN("topicArn", Kind.TEXT, "notifications"),
    /** Where metrics go. */
    METRICS_NAMESPACE("metricsNamespace", Kind.TEXT, "CloudWatch namespace", "drlab"),
    /** Highest lag of a planned move. */
    RPO_TARGET_SECONDS(
            "rpoTargetSeconds",
            Kind.NUMBER,
            "activate planned refuses above this lag; reprotect waits until the lag is under it",
            300),
    /** Deadline of a drain. */
    DRAIN_SECONDS("drainSeconds", Kind.NUMBER, "activate: deadline of a drain", 60),
    /** Longest wait for the replay. */
    CATCH_UP_SECONDS("catchUpSeconds", Kind.NUMBER, "activate: longest wait for the replay", 30),
    /** Longest wait for a promotion. */
    PROMOTE_TIMEOUT_SECONDS("promoteTimeoutSeconds", Kind.NUMBER, "activate: longest wait for the promotion", 1800),
    /** Longest wait for traffic. */
    TRAFFIC_SECONDS("trafficSeconds", Kind.NUMBER, "activate: longest wait for traffic; then a warning", 300),
    /** Between two readings of activate. */
    POLL_MILLIS(
            "pollMillis",
            Kind.NUMBER,
            "activate: time between two readings; five times that while the standby is backing up. 900 rounds of a promotion,"
                    + " of 16 events at most, and 180 of the backup, of 26, stay below the 25,000 events of an execution",
            2000),
    /** Between two looks at traffic. */
    TRAFFIC_POLL_MILLIS("trafficPollMillis", Kind.NUMBER, "activate: time between two readings of the traffic", 5000),
    /** Age at which a lock may be taken over. */
    LOCK_LEASE_SECONDS(
            "lockLeaseSeconds",
            Kind.NUMBER,
            "age of a heartbeat at which a lock may be taken over; several times every `…PollMillis`",
            120),
    /** Of automated backups. */
    BACKUP_RETENTION_DAYS("backupRetentionDays", Kind.NUMBER, "set at promotion, 1 to 35", 7),
    /** How long clients may go on reaching a region that the other one has replaced. */
    CLIENT_CONNECTION_SECONDS(
            "clientConnectionSeconds",
            Kind.NUMBER,
            "reprotect: how long the tasks of a region that was replaced go on handing requests on, once its database is"
                    + " closed: for " + ClientConnections.RESOLVED_SECONDS + " s resolvers may keep the public name's"
                    + " answer of before, for " + ClientConnections.KEPT_SECONDS + " s more its balancer a connection"
                    + " (`client_keep_alive`). 0: not at all. May be left out, which is the default",
            ClientConnections.RESOLVED_SECONDS + ClientConnections.KEPT_SECONDS,
            0),
    /** Longest wait for a snapshot. */
    SNAPSHOT_TIMEOUT_SECONDS("snapshotTimeoutSeconds", Kind.NUMBER, "reprotect: longest wait for the snapshot", 14_400),
    /** Longest wait for a renaming or a deletion. */
    REMOVE_TIMEOUT_SECONDS(
            "removeTimeoutSeconds",
            Kind.NUMBER,
            "reprotect: longest wait for the renaming, and again for the deletion",
            3600),
    /** Longest wait for a replica. */
    REPLICA_TIMEOUT_SECONDS(
            "replicaTimeoutSeconds",
            Kind.NUMBER,
            "reprotect: longest wait for the new replica, until it streams with its lag under the target",
            21_600),
    /** Longest wait for tasks. */
    TASKS_TIMEOUT_SECONDS(
            "tasksTimeoutSeconds", Kind.NUMBER, "reprotect: longest wait for the standby's tasks; then a warning", 900),
    /** Between two readings of reprotect. */
    REBUILD_POLL_MILLIS(
            "rebuildPollMillis",
            Kind.NUMBER,
            "reprotect: time between two readings. Two waits of 6 h are some 790 rounds of 23 events each: with all other waits"
                    + " they stay below the 25,000 of an execution",
            55_000),
    /** Roles that stay open. */
    UNFENCED_ROLES(
            "unfencedRoles",
            Kind.LIST,
            "`{\"role\", \"reason\"}` each: roles that drains and fences leave open, each with its reason"
                    + " ([who stays open](agent.md#who-stays-open)). What they write during a move may be lost. May be"
                    + " left out"),
    /** How a replica is made. */
    REPLICA("replica", Kind.OBJECT, "the arguments of `CreateDBInstanceReadReplica`, below"),
    /** How it is set once it exists. */
    REPLICA_SETTINGS(
            "replicaSettings",
            Kind.OBJECT,
            "the arguments of `ModifyDBInstance` for what RDS takes only from a replica that exists:"
                    + " `DbParameterGroupName`, `BackupRetentionPeriod`, and where Terraform manages them"
                    + " `PreferredBackupWindow` and `PreferredMaintenanceWindow`");

    /** The type of a field. */
    public enum Kind {
        /** A text that is not blank. */
        TEXT,
        /** A whole number, {@link #least} or more. */
        NUMBER,
        /** A list. */
        LIST,
        /** An object. */
        OBJECT
    }

    private static final Set<RunbookField> CONFIGURED =
            EnumSet.of(DESIRED_TASKS, STANDBY_TASKS, MAX_TASKS, RPO_TARGET_SECONDS);

    private final String label;
    private final Kind kind;
    private final String description;
    private final Object onAws;
    private final int least;

    RunbookField(String label, Kind kind, String description) {
        this(label, kind, description, null);
    }

    RunbookField(String label, Kind kind, String description, Object onAws) {
        this(label, kind, description, onAws, 1);
    }

    RunbookField(String label, Kind kind, String description, Object onAws, int least) {
        this.label = label;
        this.kind = kind;
        this.description = description;
        this.onAws = onAws;
        this.least = least;
    }

    /** Its name in the parameter. */
    public String label() {
        return label;
    }

    /** The field's type. */
    public Kind kind() {
        return kind;
    }

    /** The field's meaning, in Markdown. */
    public String description() {
        return description;
    }

    /** Its default on AWS, if nothing is configured; empty where it always follows from the configuration. */
    public Optional<String> defaultOnAws() {
        return Optional.ofNullable(onAws).map(Object::toString);
    }

    /**
     * The same, of a number.
     *
     * @throws IllegalStateException if it has none
     */
    public int numberOnAws() {
        if (onAws instanceof Integer number) {
            return number;
        }
        throw new IllegalStateException(label + " has no number as its default");
    }

    /** Whether its number on AWS follows from {@code cdktf.json}, which has a default of its own. */
    boolean configured() {
        return CONFIGURED.contains(this);
    }

    /** The lowest number that the field takes. */
    public int least() {
        return least;
    }

    /** Whether a runbook without it is refused. */
    boolean required() {
        return this != UNFENCED_ROLES && this != CLIENT_CONNECTION_SECONDS;
    }

    /**
     * The field of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RunbookField labelled(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a runbook has no field '" + label + "'"));
    }
}
