package dev.drlab.lab.scenario;

import dev.drlab.lab.Lab;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.LabRunbook;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.Detection;
import dev.drlab.lab.scenario.step.Failover;
import dev.drlab.lab.scenario.step.OldDatabaseAccount;
import dev.drlab.lab.scenario.step.StaleRegion;
import dev.drlab.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Only the active region's PostgreSQL is killed; its service lives. The region's health check stays green, so the alarm
 * on the absence of a writer is what notices. The secondary is activated, unplanned; then the old database is started
 * again and must not be written to.
 */
final class DatabaseFailure implements Procedure {
    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        Lab lab = run.lab();
        LabRegion lost = lab.region(Failover.LOST);
        run.findings()
                .assume(
                        "The database stays down until it is started again; with a standby in another zone (dbMultiAz) RDS"
                                + " fails over within the region by itself, in one to two minutes.",
                        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/" + "Concepts.MultiAZ.Failover.html");
        Detection detection = Detection.ofFailure(lab.checks().writerPresent(), lab.clock());
        Failover failover = Failover.follow(
                run,
                "PostgreSQL of " + Failover.LOST + " killed",
                () -> {
                    Instant killedAt = run.now();
                    lost.killDatabase();
                    run.recorder().event(killedAt, "database killed", "SIGKILL for PostgreSQL of " + Failover.LOST);
                    return killedAt;
                },
                fault -> {
                    Instant detectedAt = detection.await(lab.options(), fault);
                    run.recorder().event(detectedAt, "outage detected", "alarm NO_WRITER");
                    return Optional.of(detectedAt);
                });
        serviceLived(run, lost);
        if (failover.activation().succeeded()) {
            databaseReturns(run, lost);
        }
        return failover.outcome(List.of());
    }

    private static void serviceLived(ScenarioRun run, LabRegion lost) throws InterruptedException {
        int running = lost.tasks().runningCount();
        boolean answers = LabStatus.databaseCheck(lost.balancer().uri()).isPresent();
        run.findings()
                .check(
                        "service tasks of " + lost.name() + " that outlived their database",
                        running == LabRunbook.ACTIVE_TASKS && answers,
                        LabRunbook.ACTIVE_TASKS + " tasks, answering",
                        running + " tasks, " + (answers ? "answering" : "not answering"));
    }

    private static void databaseReturns(ScenarioRun run, LabRegion lost) throws InterruptedException {
        lost.restoreDatabase();
        run.recorder().event("database restored", "PostgreSQL of " + lost.name() + " runs again, with its old data");
        StaleRegion stale = new StaleRegion(run, lost.name());
        stale.awaitService(StaleRegion.Wanted.notActiveOverItsOldPrimary());
        StaleRegion.Trial trial = stale.trial("database-back", Duration.ofSeconds(1));
        run.recorder().event("old primary tested", lost.name() + ": " + trial);
        run.findings().none("accepted by the old region once its database was back", trial.accepted(), "writes");
        run.findings().none("new in its old database", trial.grown(), "rows");
        OldDatabaseAccount.ask(run, lost.name(), "after its return", Report.Mode.UNPLANNED);
    }
}
