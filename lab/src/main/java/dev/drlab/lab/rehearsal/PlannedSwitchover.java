package dev.drlab.lab.rehearsal;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.Lab;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.report.Report;
import dev.drlab.lab.traffic.Recovery;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Both regions alive: the secondary is activated, planned, under traffic. Nothing acknowledged may be lost. */
final class PlannedSwitchover implements Course {
    @Override
    public Outcome play(Stage stage) throws InterruptedException {
        return switchOver(stage, "rehearsal: planned switchover");
    }

    /** The switchover to the secondary, for that reason. */
    static Outcome switchOver(Stage stage, String reason) throws InterruptedException {
        Lab lab = stage.lab();
        CompletableFuture<Recovery> recovery = Course.recovery(stage, RegionNames.SECONDARY);
        Instant start = Instant.now();
        ExecutionResult activation = Course.activate(stage, RegionNames.SECONDARY, ActivateInput.planned(reason));
        Optional<Recovery> recovered = activation.succeeded() ? Course.await(recovery, lab) : Optional.empty();
        stage.moves().watch("switchover", Report.Mode.PLANNED, RegionNames.SECONDARY, start, recovered);
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
