package dev.drlab.lab.scenario;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.Failover;
import dev.drlab.lab.scenario.step.OldDatabaseAccount;
import dev.drlab.lab.scenario.step.StaleRegion;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * After a failover, the old primary starts cold: first without sight of its peer, so that its own record, which still
 * names it, is all that it knows; then with it. It accepts no write either way.
 */
final class StalePrimaryReturns implements Procedure {
    private static final Duration TRIAL = Duration.ofSeconds(3);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final double SIGHT_LIMIT_SECONDS = 2;
    private static final double GAP_LIMIT_SECONDS = 1;
    private static final String BLIND = "peer-not-seen";
    private static final String SEEING = "other-region";

    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        Failover failover = PrimaryOutage.failOver(run);
        if (failover.activation().succeeded()) {
            long since = System.nanoTime();
            awaitColdStart(run);
            returnBlind(run);
            returnSeeing(run);
            OldDatabaseAccount.ask(run, Failover.LOST, "after its return", Report.Mode.UNPLANNED);
            run.findings()
                    .atMost(
                            "longest gap between accepted writes while the old primary returned",
                            run.traffic().stats(since, System.nanoTime()).longestWriteGapSeconds(),
                            GAP_LIMIT_SECONDS);
        }
        return failover.outcome(List.of());
    }

    /** Within this time of its last confirmation a region that cannot see its peer may write: documented, not shown. */
    private static void awaitColdStart(ScenarioRun run) throws InterruptedException {
        AuthorityRecord own =
                lost(run).controlTable().read().orElseThrow(() -> new LabException("the old primary has no record"));
        Duration cold = LabRegion.COLD_START.plus(MARGIN);
        Duration left = Duration.between(Instant.now(), own.confirmedAt().plus(cold));
        run.findings()
                .assume(
                        "The region stays away until its last confirmation is " + cold.toSeconds() + " s old. One that"
                                + " returns within " + LabRegion.COLD_START.toSeconds() + " s of it and cannot see its"
                                + " peer may write.",
                        "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/"
                                + "static-stability.html");
        if (!left.isNegative()) {
            run.recorder()
                    .event(
                            "waiting",
                            left.toSeconds() + " s, until the return of " + Failover.LOST + " is a cold start");
            ScenarioRun.pause(left);
        }
    }

    private static void returnBlind(ScenarioRun run) throws InterruptedException {
        Lab lab = run.lab();
        lab.network().control().cut();
        lab.network().peering().cut();
        lab.restore(Failover.LOST);
        run.recorder().event("region restored", Failover.LOST + " starts cold, without sight of " + Failover.SURVIVOR);
        StaleRegion stale = new StaleRegion(run, Failover.LOST);
        stale.awaitService(StaleRegion.Wanted.state(BLIND));
        judge(run, "without sight", stale.trial("blind", TRIAL));
        Instant healedAt = run.now();
        lab.network().control().heal();
        lab.network().peering().heal();
        run.recorder().event("links healed", "control and peering");
        Instant seenAt = stale.awaitService(StaleRegion.Wanted.state(SEEING));
        run.findings()
                .atMost(
                        "from the healed links until the old primary had seen the higher epoch",
                        Duration.between(healedAt, seenAt).toMillis() / 1000.0,
                        SIGHT_LIMIT_SECONDS);
        judge(run, "after the links healed", stale.trial("healed", Duration.ZERO));
    }

    private static void returnSeeing(ScenarioRun run) throws InterruptedException {
        Lab lab = run.lab();
        run.recorder().event(lab.kill(Failover.LOST), "region killed", Failover.LOST + ", for a second return");
        lab.restore(Failover.LOST);
        run.recorder().event("region restored", Failover.LOST + " starts cold, in sight of " + Failover.SURVIVOR);
        StaleRegion stale = new StaleRegion(run, Failover.LOST);
        stale.awaitService(StaleRegion.Wanted.state(SEEING));
        judge(run, "with sight", stale.trial("seeing", TRIAL));
    }

    private static void judge(ScenarioRun run, String how, StaleRegion.Trial trial) {
        run.recorder().event("old primary tested", how + ": " + trial);
        run.findings().none(how + ": accepted by the old primary", trial.accepted(), "writes");
        run.findings().none(how + ": new in its database", trial.grown(), "rows");
    }

    private static LabRegion lost(ScenarioRun run) {
        return run.lab().region(Failover.LOST);
    }
}
