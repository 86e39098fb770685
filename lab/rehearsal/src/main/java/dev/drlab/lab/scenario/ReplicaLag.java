package dev.drlab.lab.scenario;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.Lab;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.ExposureAlarm;
import dev.drlab.lab.scenario.step.Watched;
import dev.drlab.lab.simulation.LabException;
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
final class ReplicaLag implements Procedure {
    private static final int RPO_TARGET_SECONDS = 3;
    private static final int DATAPOINTS = 3;
    private static final Duration MEASURING_TIME = Duration.ofSeconds(2);
    private static final long SMALLEST_BANDWIDTH = 4096;
    private static final int SHORTAGE = 4;
    private static final double ALARM_LIMIT_SECONDS = 30;
    private static final double GAP_LIMIT_SECONDS = 1;
    private static final String ERROR = ErrorNames.LAG_ABOVE_TARGET;

    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        Lab lab = run.lab();
        lab.setRunbook(RunbookField.RPO_TARGET_SECONDS, RPO_TARGET_SECONDS);
        run.findings()
                .assume(
                        "The RPO target of this rehearsal is " + RPO_TARGET_SECONDS
                                + " s (runbook value rpoTargetSeconds;"
                                + " 300 s as shipped); the alarm is evaluated every 200 ms, in CloudWatch every 10 s or"
                                + " more.",
                        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html");
        run.findings()
                .assume(
                        "The peering is throttled, and replication with it. RDS replicates between regions by a channel of its own, not over the peering.",
                        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html");
        ExposureAlarm alarm = new ExposureAlarm(RPO_TARGET_SECONDS, DATAPOINTS);
        Watched exposure = new Watched(run);
        throttle(run);
        double fired = exposure.until(true, alarm);
        run.recorder().event("alarm", String.format(Locale.ROOT, "exposure %.1f s", exposure.highestSeconds()));
        refuse(run);
        run.findings()
                .check(
                        "exposure under the slow link",
                        exposure.highestSeconds() > RPO_TARGET_SECONDS,
                        "over the target of " + RPO_TARGET_SECONDS + " s",
                        String.format(Locale.ROOT, "%.1f s", exposure.highestSeconds()));
        run.findings().atMost("from the slow link to the alarm", fired, ALARM_LIMIT_SECONDS);
        lab.network().peering().bandwidthBytesPerSecond(0);
        run.recorder().event("link recovered", "the peering has its bandwidth back");
        double cleared = exposure.until(false, alarm);
        run.recorder().event("alarm cleared", "the replica has caught up");
        run.findings().atMost("from the recovered link to the alarm's end", cleared, ALARM_LIMIT_SECONDS);
        return PlannedSwitchover.switchOver(run, "rehearsal: switchover after the lag");
    }

    private static void throttle(ScenarioRun run) throws InterruptedException {
        long written = walBytesPerSecond(run.lab());
        long bandwidth = Math.max(SMALLEST_BANDWIDTH, written / SHORTAGE);
        run.lab().network().peering().bandwidthBytesPerSecond(bandwidth);
        run.recorder()
                .event(
                        "link throttled",
                        "peering carries " + bandwidth + " bytes/s; " + RegionNames.PRIMARY + " writes " + written
                                + " bytes/s of WAL");
    }

    private static void refuse(ScenarioRun run) throws InterruptedException {
        long start = System.nanoTime();
        ExecutionResult refused =
                run.activate(RegionNames.SECONDARY, ActivateInput.planned("rehearsal: switchover in spite of the lag"));
        String error = refused.error().orElse("no error");
        run.findings().check("how activate under the lag ended", error.equals(ERROR), ERROR, error);
        run.findings()
                .atMost(
                        "longest gap between accepted writes while it was refused",
                        run.traffic().stats(start, System.nanoTime()).longestWriteGapSeconds(),
                        GAP_LIMIT_SECONDS);
    }

    private static long walBytesPerSecond(Lab lab) throws InterruptedException {
        try (Connection primary = lab.logins().reader(RegionNames.PRIMARY)) {
            long before = walBytes(primary);
            ScenarioRun.pause(MEASURING_TIME);
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
