package dev.drlab.lab.scenario;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.Lab;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.run.Findings;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.Watched;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.Visit;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLoss;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A planned activate whose replica cannot catch up: replication stalls while everything else between the regions works.
 * The primary is drained, the replica does not reach the drain point in time, the drain is lifted, and the primary serves
 * again.
 */
final class DrainAbort implements Procedure {
    private static final int CATCH_UP_SECONDS = 1;
    private static final double GAP_LIMIT_SECONDS = 2;
    private static final double CATCH_UP_LIMIT_SECONDS = 30;
    private static final Duration HEAD_START = Duration.ofMillis(500);
    private static final String ERROR = ErrorNames.NOT_CAUGHT_UP;
    private static final String DOCS = "https://docs.aws.amazon.com/";

    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        Lab lab = run.lab();
        lab.setRunbook(RunbookField.CATCH_UP_SECONDS, CATCH_UP_SECONDS);
        run.findings()
                .assume(
                        "The replica gets " + CATCH_UP_SECONDS
                                + " s to catch up (runbook value catchUpSeconds); the writes"
                                + " stop for at least that long. Replication is stalled by holding its packets, and"
                                + " nothing else's.",
                        DOCS + "AmazonRDS/latest/UserGuide/USER_ReadRepl.Monitoring.html");
        run.findings().expectError(ERROR);
        Optional<AuthorityRecord> before =
                lab.region(RegionNames.PRIMARY).controlTable().read();
        lab.replicationInto(RegionNames.SECONDARY).stall();
        run.recorder().event("replication stalled", "no WAL reaches " + RegionNames.SECONDARY);
        ScenarioRun.pause(HEAD_START);
        AtomicReference<CompletableFuture<Recovery>> resumption = new AtomicReference<>();
        long startNanos = System.nanoTime();
        ExecutionResult activation = run.activate(
                RegionNames.SECONDARY,
                ActivateInput.planned("rehearsal: the replica cannot catch up"),
                event -> watchOnceDrained(run, event, resumption));
        Optional<Recovery> recovered = resumption.get() == null ? Optional.empty() : run.await(resumption.get());
        Instant drainedAt = entered(activation, StateNames.DRAIN).orElse(activation.startedAt());
        run.moves().watchAskedOutage("switchover given up", RegionNames.PRIMARY, drainedAt, recovered);
        judge(run, activation, recovered, startNanos);
        authorityStayed(run, before);
        catchUp(run);
        return new Outcome(
                Report.Mode.PLANNED,
                RegionNames.PRIMARY,
                RegionNames.SECONDARY,
                "start of the drain",
                drainedAt,
                Optional.empty(),
                activation,
                recovered,
                List.of(),
                RegionNames.PRIMARY,
                Optional.empty(),
                List.of());
    }

    /** Writes of before the drain prove nothing: the primary's next one is waited for from the drained state on. */
    private static void watchOnceDrained(
            ScenarioRun run, ExecutionEvent event, AtomicReference<CompletableFuture<Recovery>> resumption) {
        if (event.type() == EventType.STATE_ENTERED
                && event.state().equals(StateNames.CHECK_CAUGHT_UP)
                && resumption.get() == null) {
            run.recorder().event(event.at(), "drained", RegionNames.PRIMARY + " takes no writes");
            resumption.set(run.recovery(RegionNames.PRIMARY));
        }
    }

    private static void judge(
            ScenarioRun run, ExecutionResult activation, Optional<Recovery> recovered, long startNanos) {
        Findings findings = run.findings();
        String error = activation.error().orElse("no error");
        findings.check("how activate ended", error.equals(ERROR), ERROR, error);
        recovered.ifPresent(r -> {
            Instant lifted = entered(activation, StateNames.UNDRAIN).orElse(activation.endedAt());
            findings.atMost(
                    "from the lift of the drain to the first accepted write",
                    Math.max(0, Duration.between(lifted, r.write().ackedAt()).toMillis() / 1000.0),
                    GAP_LIMIT_SECONDS);
            findings.atMost(
                    "longest gap between accepted writes, drain and wait included",
                    run.traffic().stats(startNanos, r.write().ackNanos()).longestWriteGapSeconds(),
                    GAP_LIMIT_SECONDS);
        });
    }

    private static void authorityStayed(ScenarioRun run, Optional<AuthorityRecord> before) {
        Optional<AuthorityRecord> after =
                run.lab().region(RegionNames.PRIMARY).controlTable().read();
        boolean same = after.isPresent()
                && after.get().epoch() == before.orElseThrow().epoch()
                && after.get().region().equals(RegionNames.PRIMARY)
                && after.get().drain().isEmpty();
        run.findings()
                .check(
                        "the record of " + RegionNames.PRIMARY,
                        same,
                        "epoch " + before.orElseThrow().epoch() + ", no drain",
                        after.map(r -> r.region() + ", epoch " + r.epoch()
                                        + (r.drain().isEmpty() ? ", no drain" : ", drained"))
                                .orElse("no record"));
    }

    /** With replication back, the replica gets everything that was acknowledged until then. */
    private static void catchUp(ScenarioRun run) throws InterruptedException {
        List<AcknowledgedWrite> acknowledged = run.traffic().ledger().acknowledged();
        run.lab().replicationInto(RegionNames.SECONDARY).resume();
        run.recorder().event("replication resumed", "WAL reaches " + RegionNames.SECONDARY + " again");
        double seconds = new Watched(run).untilCaughtUp();
        run.findings().atMost("time in which the replica caught up", seconds, CATCH_UP_LIMIT_SECONDS);
        try (Connection replica = run.lab().logins().reader(RegionNames.SECONDARY)) {
            run.findings()
                    .none(
                            "acknowledged until then and missing in the replica",
                            HttpLoss.of(acknowledged, replica).lost(),
                            "writes");
            run.findings()
                    .check(
                            "role of the database of " + RegionNames.SECONDARY,
                            run.lab().region(RegionNames.SECONDARY).server().isInRecovery(),
                            "replica",
                            run.lab().region(RegionNames.SECONDARY).server().isInRecovery() ? "replica" : "primary");
        } catch (SQLException e) {
            throw new LabException("cannot look into the replica: " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> entered(ExecutionResult activation, String state) {
        return activation.visits().stream()
                .filter(visit -> visit.state().equals(state))
                .map(Visit::enteredAt)
                .findFirst();
    }
}
