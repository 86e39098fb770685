package dev.drlab.lab.rehearsal;

import dev.drlab.lab.Lab;
import dev.drlab.lab.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every process of the active region is killed at once. The lab starts {@code activate} as soon as the health checks have
 * found out; on AWS a person decides. Then the dead region's processes come back and must refuse writes.
 */
final class PrimaryOutage implements Course {
    @Override
    public Outcome play(Stage stage) throws InterruptedException {
        Outcome outcome = outage(stage);
        if (outcome.activation().succeeded()) {
            OldDatabaseAccount.ask(stage, Failover.LOST, "after its return", Report.Mode.UNPLANNED);
        }
        return outcome;
    }

    /** The outage, the failover, and the return; not the account of what only the old database has. */
    static Outcome outage(Stage stage) throws InterruptedException {
        Failover failover = failOver(stage);
        List<String> broken = failover.activation().succeeded()
                ? new ReturnOfTheLost(stage, Failover.LOST, Failover.SURVIVOR).play()
                : List.of();
        return failover.outcome(broken);
    }

    /** The outage and the failover, without the return. */
    static Failover failOver(Stage stage) throws InterruptedException {
        Lab lab = stage.lab();
        Detection detection = Detection.ofFailure(lab.checks().primary());
        return Failover.play(
                stage,
                "every process of " + Failover.LOST + " killed",
                () -> {
                    Instant killedAt = lab.kill(Failover.LOST);
                    stage.recorder().event(killedAt, "region killed", "SIGKILL for every process of " + Failover.LOST);
                    return killedAt;
                },
                fault -> {
                    Instant detectedAt = detection.await(lab.options(), fault);
                    stage.recorder().event(detectedAt, "outage detected", "health check primary is unhealthy");
                    return Optional.of(detectedAt);
                });
    }
}
