package dev.drlab.lab.rehearsal;

import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.contract.machine.ActivateOutput;
import dev.drlab.contract.version.DrlabVersion;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabVersion;
import dev.drlab.lab.checker.Audit;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.OldDatabaseAccount;
import dev.drlab.report.AwsProjection;
import dev.drlab.report.MachineLoad;
import dev.drlab.report.Report;
import dev.drlab.report.RtoClock;
import dev.drlab.report.Series;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.objects.ObjectCanarySnapshot;
import dev.drlab.verifier.verdict.RpoVerdict;
import dev.drlab.workload.account.ActivationPhases;
import dev.drlab.workload.account.ServiceAccount;
import dev.drlab.workload.account.StaleWrites;
import dev.drlab.workload.history.HttpLoss;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what was recorded into the report's numbers. Every one of them was measured. */
final class Accounting {
    private static final double DETECTION_TARGET_SECONDS = 300;
    private static final double DECISION_MIN_SECONDS = 300;
    private static final double DECISION_MAX_SECONDS = 900;

    private final ScenarioRun run;
    private final Outcome outcome;
    private final CanaryResult canaries;
    private final ObjectCanarySnapshot objects;
    private final Instant startedAt;
    private final Scenario scenario;
    private final ServiceAccount service;
    private final ActivationPhases phases;

    Accounting(
            ScenarioRun run,
            Outcome outcome,
            CanaryResult canaries,
            ObjectCanarySnapshot objects,
            Instant startedAt,
            Scenario scenario) {
        this.run = run;
        this.outcome = outcome;
        this.canaries = canaries;
        this.objects = objects;
        this.startedAt = startedAt;
        this.scenario = scenario;
        this.phases = new ActivationPhases(
                outcome.activation().startedAt(), outcome.activation().visits());
        this.service = new ServiceAccount(
                run.traffic(),
                run.moves().all(),
                run.options().serviceTargets(),
                run.options().rtoTarget(),
                run.options().lab().promoteDelay(),
                outcome.from(),
                steadyNanos(),
                undisturbedNanos());
    }

    Report report(List<Report.Event> events, Duration upAfter, MachineLoad load) throws IOException, SQLException {
        Lab lab = run.lab();
        List<String> broken = new ArrayList<>(outcome.brokenInvariants());
        Report.Rpo rpo = rpo(broken);
        Report.SplitBrain splitBrain = run.findings().splitBrain().orElseGet(this::splitBrain);
        return Report.builder()
                .scenario(scenario.title())
                .mode(outcome.mode())
                .startedAt(startedAt)
                .definition(new Report.Definition(
                        lab.activateDefinition().name(),
                        lab.activateDefinition().sha256()))
                .regions(new Report.Regions(outcome.from(), outcome.to(), outcome.survivor()))
                .readiness(run.findings().readiness().orElse(null))
                .rto(rto().with(service.fullRecovery(0)))
                .detection(detection())
                .rpo(rpo)
                .replication(replication())
                .exposure(new ExposureAccount(canaries.samples(), canaries.rowsPerSecond())
                        .since(run.traffic().at(undisturbedNanos())))
                .objects(objects(rpo.targetSeconds()))
                .availability(service.availability())
                .splitBrain(splitBrain)
                .oldDatabases(run.findings().oldDatabases())
                .legs(outcome.legs())
                .checks(run.findings().checks())
                .events(events)
                .warnings(warnings(load.warnings(upAfter.toMillis() / 1000.0)))
                .invariantFailures(broken)
                .assumptions(assumptions())
                .projection(projection())
                .lab(new Report.Lab(
                        upAfter.toMillis() / 1000.0,
                        Duration.between(startedAt, run.now()).toMillis() / 1000.0))
                .environment(Report.Environment.ofThisMachine(LabVersion.postgres(), DrlabVersion.text()))
                .options(ShownOptions.of(run.options()))
                .machineLoad(load)
                .command(run.options().command())
                .build();
    }

    Series series() {
        return new Picture(run, outcome, canaries).series();
    }

    /** The clock runs from the fault to the first accepted write; phases end at states of the state machine. */
    private Report.Rto rto() {
        double target = run.options().rtoTarget().toMillis() / 1000.0;
        if (outcome.recovery().isEmpty()) {
            return RtoClock.startingAt(outcome.startsAt(), outcome.start())
                    .gaveUpAt(outcome.activation().endedAt(), target);
        }
        Instant recovered = outcome.recovery().get().write().ackedAt();
        RtoClock clock = RtoClock.startingAt(outcome.startsAt(), outcome.start());
        outcome.detectedAt().ifPresent(at -> clock.until("detection", at.isAfter(recovered) ? recovered : at));
        phases.endThose(clock, outcome.start(), recovered);
        return clock.until("first accepted write", recovered).recovered(target);
    }

    private Report.Projection projection() {
        boolean moved =
                outcome.mode() == Report.Mode.UNPLANNED || outcome.survivor().equals(outcome.to());
        return moved
                ? AwsProjection.forLab(outcome.mode(), DECISION_MIN_SECONDS, DECISION_MAX_SECONDS)
                : AwsProjection.withoutMove();
    }

    private List<Report.Assumption> assumptions() {
        List<Report.Assumption> all = new ArrayList<>(
                Assumptions.of(run.lab().options(), !outcome.legs().isEmpty()));
        all.addAll(run.findings().assumptions());
        return all;
    }

    private Report.Detection detection() {
        return outcome.detectedAt()
                .map(at -> new Report.Detection(
                        Duration.between(outcome.start(), at).toMillis() / 1000.0, DETECTION_TARGET_SECONDS))
                .orElse(null);
    }

    private Report.Rpo rpo(List<String> broken) throws IOException, SQLException {
        try (Connection survivor = run.lab().logins().reader(outcome.survivor())) {
            LossAccount canary = LossAccount.of(run.canaries().ledger(), survivor);
            HttpLoss http = HttpLoss.of(run.traffic().ledger(), survivor);
            broken.addAll(RpoVerdict.ofAccount(canary).reasons());
            broken.addAll(new Audit(survivor)
                    .disagreements(
                            canary,
                            run.canaries().runId(),
                            http,
                            run.traffic().ledger().file()));
            OldDatabaseAccount.disagreement(run.findings().oldDatabases(), canary.lost() + http.lost())
                    .ifPresent(broken::add);
            double target = outcome.mode() == Report.Mode.PLANNED
                    ? 0
                    : run.options().rpoTarget().toMillis() / 1000.0;
            return new Report.Rpo(
                    target,
                    canary.figures(),
                    new Report.Http(http.acked(), http.lost(), http.lostSeconds(), 0L, http.lostWhole()));
        }
    }

    private ReplicationLag replication() {
        return outcome.steady().orElse(canaries.end()).replication();
    }

    /** In a switchover both regions replicate on, so what was under way when the roles changed arrives. */
    private Report.ObjectLoss objects(double targetSeconds) {
        boolean planned = outcome.mode() == Report.Mode.PLANNED;
        long lost = planned ? objects.missingAtActivation() - objects.arrivedLater() : objects.missingAtActivation();
        return new Report.ObjectLoss(
                targetSeconds,
                objects.acked(),
                lost,
                lost == 0 ? 0 : objects.missingSeconds(),
                planned ? 0 : objects.arrivedLater(),
                objects.replication());
    }

    private long undisturbedNanos() {
        return run.findings().undisturbedNanos().orElse(steadyNanos());
    }

    private long steadyNanos() {
        return run.findings().steadyAgainNanos().orElse(run.steadyNanos());
    }

    /** Writes that the old region acknowledged although they were sent after the new epoch had been written. */
    private Report.SplitBrain splitBrain() {
        Optional<Instant> superseded = phases.superseded();
        if (superseded.isEmpty()) {
            return Report.SplitBrain.none();
        }
        long newEpoch = outcome.activation()
                .output()
                .map(output -> new ActivateOutput(output).epoch())
                .orElse(Long.MAX_VALUE);
        StaleWrites stale =
                StaleWrites.of(run.traffic().ledger().acknowledged(), outcome.from(), newEpoch, superseded.get());
        return new Report.SplitBrain(stale.count(), stale.windowSeconds(), false);
    }

    private List<String> warnings(List<String> ofTheMachine) {
        List<String> warnings = new ArrayList<>(ofTheMachine);
        outcome.activation().output().ifPresent(output -> warnings.addAll(new ActivateOutput(output).warnings()));
        if (!outcome.activation().succeeded()
                && !outcome.activation().error().equals(run.findings().expectedError())) {
            warnings.add("activate ended as " + outcome.activation().status() + ": "
                    + outcome.activation().error().orElse("") + ": "
                    + outcome.activation().cause().orElse(""));
        }
        canaries.end().ledgerFailure().ifPresent(failure -> warnings.add("canary ledger: " + failure));
        warnings.addAll(run.findings().warnings());
        MonotonicClock.noticed(run.traffic().clock().wallAhead()).ifPresent(warnings::add);
        long shed = run.traffic().statsSince(steadyNanos()).shed();
        if (shed > 0) {
            warnings.add(shed + " requests were not sent because too many were in flight");
        }
        return warnings;
    }
}
