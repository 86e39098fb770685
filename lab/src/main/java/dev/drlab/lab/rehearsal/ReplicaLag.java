package dev.drlab.lab.rehearsal;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabException;
import dev.drlab.lab.RegionNames;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/**
 * The link between the regions carries less than the primary writes. The exposure grows until the alarm fires; a planned
 * activate is refused; the link recovers, the alarm clears, and the same activate loses nothing.
 */
final class ReplicaLag implements Course {
    private static final int RPO_TARGET_SECONDS = 3;
    private static final int DATAPOINTS = 3;
    private static final Duration MEASURING_TIME = Duration.ofSeconds(2);
    private static final long SMALLEST_BANDWIDTH = 4096;
    private static final int SHORTAGE = 4;
    private static final double ALARM_LIMIT_SECONDS = 30;
    private static final double GAP_LIMIT_SECONDS = 1;
    private static final String ERROR = "LagAboveTarget";

    @Override
    public Outcome play(Stage stage) throws InterruptedException {
        Lab lab = stage.lab();
        lab.setRunbook(RunbookField.RPO_TARGET_SECONDS, RPO_TARGET_SECONDS);
        stage.findings()
                .assume(
                        "The RPO target of this rehearsal is " + RPO_TARGET_SECONDS
                                + " s (runbook value rpoTargetSeconds;"
                                + " 300 s as shipped); the alarm is evaluated every 200 ms, in CloudWatch every 10 s or"
                                + " more.",
                        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html");
        stage.findings()
                .assume(
                        "The peering is throttled, and replication with it. RDS replicates between regions by a channel of its own, not over the peering.",
                        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html");
        ExposureAlarm alarm = new ExposureAlarm(RPO_TARGET_SECONDS, DATAPOINTS);
        Watched exposure = new Watched(stage);
        throttle(stage);
        double fired = exposure.until(true, alarm);
        stage.recorder().event("alarm", String.format(Locale.ROOT, "exposure %.1f s", exposure.highestSeconds()));
        refuse(stage);
        stage.findings()
                .check(
                        "exposure under the slow link",
                        exposure.highestSeconds() > RPO_TARGET_SECONDS,
                        "over the target of " + RPO_TARGET_SECONDS + " s",
                        String.format(Locale.ROOT, "%.1f s", exposure.highestSeconds()));
        stage.findings().atMost("from the slow link to the alarm", fired, ALARM_LIMIT_SECONDS);
        lab.network().peering().bandwidthBytesPerSecond(0);
        stage.recorder().event("link recovered", "the peering has its bandwidth back");
        double cleared = exposure.until(false, alarm);
        stage.recorder().event("alarm cleared", "the replica has caught up");
        stage.findings().atMost("from the recovered link to the alarm's end", cleared, ALARM_LIMIT_SECONDS);
        return PlannedSwitchover.switchOver(stage, "rehearsal: switchover after the lag");
    }

    private static void throttle(Stage stage) throws InterruptedException {
        long written = walBytesPerSecond(stage.lab());
        long bandwidth = Math.max(SMALLEST_BANDWIDTH, written / SHORTAGE);
        stage.lab().network().peering().bandwidthBytesPerSecond(bandwidth);
        stage.recorder()
                .event(
                        "link throttled",
                        "peering carries " + bandwidth + " bytes/s; " + RegionNames.PRIMARY + " writes " + written
                                + " bytes/s of WAL");
    }

    private static void refuse(Stage stage) throws InterruptedException {
        long start = System.nanoTime();
        ExecutionResult refused = Course.activate(
                stage, RegionNames.SECONDARY, ActivateInput.planned("rehearsal: switchover in spite of the lag"));
        String error = refused.error().orElse("no error");
        stage.findings().check("how activate under the lag ended", error.equals(ERROR), ERROR, error);
        stage.findings()
                .atMost(
                        "longest gap between accepted writes while it was refused",
                        stage.traffic().stats(start, System.nanoTime()).longestWriteGapSeconds(),
                        GAP_LIMIT_SECONDS);
    }

    private static long walBytesPerSecond(Lab lab) throws InterruptedException {
        try (Connection primary = lab.reader(RegionNames.PRIMARY)) {
            long before = walBytes(primary);
            Course.pause(MEASURING_TIME);
            return (walBytes(primary) - before) / MEASURING_TIME.toSeconds();
        } catch (SQLException e) {
            throw new LabException("cannot measure the WAL of " + RegionNames.PRIMARY + ": " + e.getMessage(), e);
        }
    }

    private static long walBytes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (pg_current_wal_lsn() - '0/0')::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }
}
