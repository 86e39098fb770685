package dev.drlab.lab.scenario;

import dev.drlab.lab.Lab;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.Detection;
import dev.drlab.lab.scenario.step.Failover;
import dev.drlab.lab.scenario.step.LostRegionReturn;
import dev.drlab.lab.scenario.step.OldDatabaseAccount;
import dev.drlab.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every process of the active region is killed at once. The lab starts {@code activate} as soon as the health checks have
 * found out; on AWS a person decides. Then the dead region's processes come back and must refuse writes.
 */
final class PrimaryOutage implements Procedure {
    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        Outcome outcome = outage(run);
        if (outcome.activation().succeeded()) {
            OldDatabaseAccount.ask(run, Failover.LOST, "after its return", Report.Mode.UNPLANNED);
        }
        return outcome;
    }

    /** The outage, the failover, and the return; not the account of what only the old database has. */
    static Outcome outage(ScenarioRun run) throws InterruptedException {
        Failover failover = failOver(run);
        List<String> broken = failover.activation().succeeded()
                ? new LostRegionReturn(run, Failover.LOST, Failover.SURVIVOR).follow()
                : List.of();
        return failover.outcome(broken);
    }

    /** The outage and the failover, without the return. */
    static Failover failOver(ScenarioRun run) throws InterruptedException {
        Lab lab = run.lab();
        Detection detection = Detection.ofFailure(lab.checks().primary(), lab.clock());
        return Failover.follow(
                run,
                "every process of " + Failover.LOST + " killed",
                () -> {
                    Instant killedAt = lab.kill(Failover.LOST);
                    run.recorder().event(killedAt, "region killed", "SIGKILL for every process of " + Failover.LOST);
                    return killedAt;
                },
                fault -> {
                    Instant detectedAt = detection.await(lab.options(), fault);
                    run.recorder().event(detectedAt, "outage detected", "health check primary is unhealthy");
                    return Optional.of(detectedAt);
                });
    }
}
