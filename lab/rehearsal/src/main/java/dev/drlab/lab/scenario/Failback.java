package dev.drlab.lab.scenario;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ActivateOutput;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.Lab;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.checker.DivergenceList;
import dev.drlab.lab.checker.LossSoFar;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.Reprotection;
import dev.drlab.lab.scenario.step.StartingTopology;
import dev.drlab.report.Report;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.workload.Recovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The whole way there and back: the primary is lost and failed over, returns, is rebuilt as the standby, takes over again
 * by a switchover, and the secondary is rebuilt as its standby. Every acknowledged commit is accounted for over all three
 * epochs.
 */
final class Failback implements Procedure {
    private static final String PRIMARY = RegionNames.PRIMARY;
    private static final String SECONDARY = RegionNames.SECONDARY;

    /** A connection ends with the first answer after its age. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final List<Report.Leg> legs = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private long lostBefore;

    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        CanarySnapshot steady = run.canaries().snapshot();
        Outcome outage = PrimaryOutage.outage(run);
        broken.addAll(outage.brokenInvariants());
        boolean goesOn = outage.activation().succeeded() && outage.recovery().isPresent();
        LossSoFar lost = null;
        if (goesOn) {
            lost = lossIn(run, SECONDARY);
            Duration recovery = Duration.between(
                    outage.start(), outage.recovery().get().write().ackedAt());
            addActivation(run, "failover", outage.mode(), SECONDARY, outage.activation(), Optional.of(recovery), lost);
        }
        goesOn = goesOn && reprotect(run, "reprotect the old primary", PRIMARY, Optional.of(lost));
        goesOn = goesOn && switchBack(run);
        if (goesOn) {
            letClientsLeave(run);
        }
        goesOn = goesOn && reprotect(run, "reprotect the secondary", SECONDARY, Optional.empty());
        if (goesOn) {
            broken.addAll(StartingTopology.await(run.lab()));
            run.recorder().event("starting topology", broken.isEmpty() ? "both roles are back" : "see the verdict");
        }
        return new Outcome(
                outage.mode(),
                outage.from(),
                outage.to(),
                outage.startsAt(),
                outage.start(),
                outage.detectedAt(),
                outage.activation(),
                outage.recovery(),
                broken,
                goesOn ? PRIMARY : outage.to(),
                Optional.of(steady),
                legs);
    }

    private static LossSoFar lossIn(ScenarioRun run, String region) {
        return LossSoFar.in(
                run.lab(), region, run.traffic().ledger(), run.canaries().ledger());
    }

    /** Rebuilds a region; {@code lost} is what its list of diverged commits must contain. */
    private boolean reprotect(ScenarioRun run, String name, String region, Optional<LossSoFar> lost)
            throws InterruptedException {
        Report.Mode replacedBy = lost.isPresent() ? Report.Mode.UNPLANNED : Report.Mode.PLANNED;
        Optional<Reprotection> done = Reprotection.follow(run, name, region, replacedBy, broken::add);
        done.ifPresent(reprotection -> {
            broken.addAll(reprotection.warnings());
            checkEvidence(name, reprotection.leg().evidence(), reprotection.kept(), lost);
            legs.add(reprotection.leg());
        });
        return done.isPresent();
    }

    /** All that a failover lost must be in the list; a switchover left nothing behind to list. */
    private void checkEvidence(String name, Report.Evidence evidence, DivergenceList kept, Optional<LossSoFar> lost) {
        if (lost.isPresent()) {
            long missing = lost.get().notIn(kept.keys(), kept.canaries());
            if (missing > 0) {
                broken.add(name + ": " + missing + " lost commits are not in the list of what the old database had");
            }
        } else if (evidence.items() + evidence.canaries() > 0) {
            broken.add(name + ": " + evidence.items() + " items and " + evidence.canaries()
                    + " canaries were left behind by a switchover");
        }
    }

    /**
     * Clients of before the switchover keep their connections to the secondary, which hands their requests on; reprotect
     * stops the tasks that do, when the balancer has ended each connection at its age. The primary, which was lost, had no
     * such clients.
     */
    private static void letClientsLeave(ScenarioRun run) {
        Duration age = run.lab().options().clientLimits().keepAlive().plus(MARGIN);
        run.lab().setRunbook(RunbookField.CLIENT_CONNECTION_SECONDS, Math.toIntExact(age.toSeconds()));
        run.recorder()
                .event(
                        "clients leave",
                        "the balancer of " + SECONDARY + " ends their connections within " + age.toSeconds()
                                + " s; reprotect waits for that (runbook value clientConnectionSeconds)");
    }

    private boolean switchBack(ScenarioRun run) throws InterruptedException {
        Lab lab = run.lab();
        CompletableFuture<Recovery> recovery = run.recovery(PRIMARY);
        ExecutionResult activation = run.activate(PRIMARY, ActivateInput.planned("rehearsal: switch back"));
        Optional<Recovery> recovered = activation.succeeded() ? run.await(recovery) : Optional.empty();
        run.moves().watch("switchover back", Report.Mode.PLANNED, PRIMARY, activation.startedAt(), recovered);
        if (recovered.isEmpty()) {
            broken.add("the switchover back to " + PRIMARY + " failed: "
                    + activation.error().orElse("no write was accepted there") + ": "
                    + activation.cause().orElse(""));
            return false;
        }
        Duration took =
                Duration.between(activation.startedAt(), recovered.get().write().ackedAt());
        addActivation(
                run,
                "switchover back",
                Report.Mode.PLANNED,
                PRIMARY,
                activation,
                Optional.of(took),
                lossIn(run, PRIMARY));
        return true;
    }

    private void addActivation(
            ScenarioRun run,
            String name,
            Report.Mode mode,
            String region,
            ExecutionResult activation,
            Optional<Duration> recovery,
            LossSoFar lost) {
        legs.add(new Report.Leg(
                name,
                definition(run.lab().activateDefinition()),
                region,
                new ActivateOutput(activation.output().orElseThrow()).epoch(),
                seconds(Duration.between(activation.startedAt(), activation.endedAt())),
                new Report.Activation(
                        mode, recovery.map(Failback::seconds).orElse(null), lost.acked(), lost.lost() - lostBefore),
                null));
        lostBefore = lost.lost();
    }

    private static Report.Definition definition(Definition document) {
        return new Report.Definition(document.name(), document.sha256());
    }

    private static double seconds(Duration duration) {
        return Math.max(0, duration.toMillis() / 1000.0);
    }
}
