package dev.drlab.lab.scenario;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.Lab;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.workload.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Both regions alive: the secondary is activated, planned, under traffic. Nothing acknowledged may be lost. */
final class PlannedSwitchover implements Procedure {
    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        return switchOver(run, "rehearsal: planned switchover");
    }

    /** The switchover to the secondary, for that reason. */
    static Outcome switchOver(ScenarioRun run, String reason) throws InterruptedException {
        Lab lab = run.lab();
        CompletableFuture<Recovery> recovery = run.recovery(RegionNames.SECONDARY);
        Instant start = run.now();
        ExecutionResult activation = run.activate(RegionNames.SECONDARY, ActivateInput.planned(reason));
        Optional<Recovery> recovered = activation.succeeded() ? run.await(recovery) : Optional.empty();
        run.moves().watch("switchover", Report.Mode.PLANNED, RegionNames.SECONDARY, start, recovered);
        return new Outcome(
                Report.Mode.PLANNED,
                RegionNames.PRIMARY,
                RegionNames.SECONDARY,
                "start of activate",
                start,
                Optional.empty(),
                activation,
                recovered,
                List.of());
    }
}
