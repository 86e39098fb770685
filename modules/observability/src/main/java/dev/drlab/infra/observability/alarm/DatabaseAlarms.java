package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.observability.Metric;
import dev.drlab.infra.observability.Term;
import java.util.List;
import software.constructs.Construct;

/**
 * The alarms of one region's database, the same in both regions: a role swap changes nothing. RDS publishes
 * {@code ReplicaLag} for a replica only, so on a writer its silence is normal.
 */
public final class DatabaseAlarms extends AlarmGroup {
    private static final double GIB = 1024.0 * 1024 * 1024;
    private static final double MIB = 1024.0 * 1024;
    private static final int MINUTE = 60;
    /**
     * A replica has nothing to compare with while its source is idle, and shows the time since the last commit: up to the five
     * minutes after which RDS writes something itself, and the way there. The verifier's alarm has the target itself.
     */
    private static final int LAG_OF_AN_IDLE_REPLICA_SECONDS = 360;

    /** Makes the alarms below {@code scope}. */
    public DatabaseAlarms(Construct scope, String id, DatabaseAlarmsProps props) {
        super(scope, id, props.place());
        alarm(
                new Rule(
                        "replica-lag",
                        "The replica is further behind than the RPO target, and than an idle one ever is: a failover now"
                                + " loses more than agreed.",
                        Rule.ABOVE,
                        Math.max(props.rpoTargetSeconds(), LAG_OF_AN_IDLE_REPLICA_SECONDS),
                        MINUTE,
                        3,
                        Missing.NOT_BREACHING),
                metric(props, "ReplicaLag"),
                "Maximum");
        standbyAttached(props);
        alarm(
                new Rule(
                        "slot-lag",
                        "The standby's slot holds back 80 % of max_slot_wal_keep_size: at 100 % the standby is lost.",
                        Rule.ABOVE,
                        0.8 * MIB * props.maxSlotWalKeepMib(),
                        MINUTE,
                        5,
                        Missing.NOT_BREACHING),
                metric(props, "OldestReplicationSlotLag"),
                "Maximum");
        alarm(
                new Rule(
                        "free-storage",
                        "Less than 20 % of the database's storage is free.",
                        Rule.BELOW,
                        0.2 * GIB * props.allocatedStorageGib(),
                        MINUTE,
                        5,
                        Missing.NOT_BREACHING),
                metric(props, "FreeStorageSpace"),
                "Minimum");
    }

    /**
     * Off in either role while all is well: a replica that streams has a lag of 0 or more, a writer with a standby a slot
     * lag of 0 or more. A replica whose source is gone reports -1, and a writer that stands alone has no slot to report.
     * Connections are there in both roles and give the expression its points in time.
     */
    private void standbyAttached(DatabaseAlarmsProps props) {
        alarm(
                new Rule(
                        "no-standby",
                        "For 15 minutes this database has neither streamed from a primary nor had a standby: "
                                + "there is nothing to fail over to. Run reprotect in the region that lost its role.",
                        Rule.ABOVE,
                        0,
                        5 * MINUTE,
                        3,
                        Missing.NOT_BREACHING),
                "IF(FILL(lag, -9) > -9, IF(FILL(lag, -9) < 0, 1, 0), IF(FILL(slot, -1) < 0, 1, 0)) + 0 * connections",
                List.of(
                        new Term("lag", metric(props, "ReplicaLag"), "Maximum"),
                        new Term("slot", metric(props, "OldestReplicationSlotLag"), "Maximum"),
                        new Term("connections", metric(props, "DatabaseConnections"), "Maximum")));
    }

    private static Metric metric(DatabaseAlarmsProps props, String name) {
        return Metric.database(props.place().region(), props.identifier(), name);
    }
}
