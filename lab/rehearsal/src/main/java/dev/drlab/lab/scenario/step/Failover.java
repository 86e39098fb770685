package dev.drlab.lab.scenario.step;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.workload.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A fault in the active region, and the unplanned activation of the other one. The lab starts {@code activate} as soon as
 * the fault was noticed; on AWS a person decides.
 *
 * @param fault what starts the recovery clock
 * @param start when that was
 * @param detectedAt when health checks found out; empty where none can
 * @param activation the execution of {@code activate}
 * @param recovery the first write that the secondary accepted and that was read back, if there was one
 */
public record Failover(
        String fault,
        Instant start,
        Optional<Instant> detectedAt,
        ExecutionResult activation,
        Optional<Recovery> recovery) {
    /** The region that is lost: the one that is active when a GameDay begins. */
    public static final String LOST = RegionNames.PRIMARY;
    /** The region that takes over. */
    public static final String SURVIVOR = RegionNames.SECONDARY;

    /** Injects a fault; returns when it did. */
    @FunctionalInterface
    public interface Injection {
        Instant inject();
    }

    /** Waits until somebody may know of what happened at {@code fault}; empty when no health check can tell. */
    @FunctionalInterface
    public interface Notice {
        Optional<Instant> await(Instant fault) throws InterruptedException;
    }

    /** Plays it, from the fault until the service is fully back. */
    public static Failover follow(ScenarioRun run, String fault, Injection injection, Notice notice)
            throws InterruptedException {
        CompletableFuture<Recovery> recovery = run.recovery(SURVIVOR);
        Instant start = injection.inject();
        Optional<Instant> detectedAt = notice.await(start);
        ExecutionResult activation = run.activate(SURVIVOR, ActivateInput.unplanned("rehearsal: " + fault, start));
        Optional<Recovery> recovered = activation.succeeded() ? run.await(recovery) : Optional.empty();
        run.moves().watch("failover", Report.Mode.UNPLANNED, SURVIVOR, start, recovered);
        return new Failover(fault, start, detectedAt, activation, recovered);
    }

    /** The outcome that the rehearsal accounts for, when it went on after the failover. */
    public Outcome outcome(CanarySnapshot steady, List<Report.Leg> legs) {
        return new Outcome(
                Report.Mode.UNPLANNED,
                LOST,
                SURVIVOR,
                fault,
                start,
                detectedAt,
                activation,
                recovery,
                List.of(),
                SURVIVOR,
                Optional.of(steady),
                legs);
    }

    /** The outcome that the rehearsal accounts for. */
    public Outcome outcome(List<String> broken) {
        return new Outcome(
                Report.Mode.UNPLANNED, LOST, SURVIVOR, fault, start, detectedAt, activation, recovery, broken);
    }
}
