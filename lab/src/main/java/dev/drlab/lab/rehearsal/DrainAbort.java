package dev.drlab.lab.rehearsal;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabException;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.report.Report;
import dev.drlab.lab.traffic.AcknowledgedWrite;
import dev.drlab.lab.traffic.HttpLoss;
import dev.drlab.lab.traffic.Recovery;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.Visit;
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
final class DrainAbort implements Course {
    private static final int CATCH_UP_SECONDS = 1;
    private static final double GAP_LIMIT_SECONDS = 2;
    private static final double CATCH_UP_LIMIT_SECONDS = 30;
    private static final Duration HEAD_START = Duration.ofMillis(500);
    private static final String ERROR = "NotCaughtUp";
    private static final String DOCS = "https://docs.aws.amazon.com/";

    @Override
    public Outcome play(Stage stage) throws InterruptedException {
        Lab lab = stage.lab();
        lab.setRunbook(RunbookField.CATCH_UP_SECONDS, CATCH_UP_SECONDS);
        stage.findings()
                .assume(
                        "The replica gets " + CATCH_UP_SECONDS
                                + " s to catch up (runbook value catchUpSeconds); the writes"
                                + " stop for at least that long. Replication is stalled by holding its packets, and"
                                + " nothing else's.",
                        DOCS + "AmazonRDS/latest/UserGuide/USER_ReadRepl.Monitoring.html");
        stage.findings().expectError(ERROR);
        Optional<AuthorityRecord> before =
                lab.region(RegionNames.PRIMARY).controlTable().read();
        lab.replicationInto(RegionNames.SECONDARY).stall();
        stage.recorder().event("replication stalled", "no WAL reaches " + RegionNames.SECONDARY);
        Course.pause(HEAD_START);
        AtomicReference<CompletableFuture<Recovery>> resumption = new AtomicReference<>();
        long startNanos = System.nanoTime();
        ExecutionResult activation = Course.activate(
                stage,
                RegionNames.SECONDARY,
                ActivateInput.planned("rehearsal: the replica cannot catch up"),
                event -> watchOnceDrained(stage, event, resumption));
        Optional<Recovery> recovered =
                resumption.get() == null ? Optional.empty() : Course.await(resumption.get(), lab);
        Instant drainedAt = entered(activation, StateNames.DRAIN).orElse(activation.startedAt());
        stage.moves().watchAskedOutage("switchover given up", RegionNames.PRIMARY, drainedAt, recovered);
        judge(stage, activation, recovered, startNanos);
        authorityStayed(stage, before);
        catchUp(stage);
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
            Stage stage, ExecutionEvent event, AtomicReference<CompletableFuture<Recovery>> resumption) {
        if (event.type() == EventType.STATE_ENTERED
                && event.state().equals(StateNames.CHECK_CAUGHT_UP)
                && resumption.get() == null) {
            stage.recorder().event(event.at(), "drained", RegionNames.PRIMARY + " takes no writes");
            resumption.set(Course.recovery(stage, RegionNames.PRIMARY));
        }
    }

    private static void judge(Stage stage, ExecutionResult activation, Optional<Recovery> recovered, long startNanos) {
        Findings findings = stage.findings();
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
                    stage.traffic().stats(startNanos, r.write().ackNanos()).longestWriteGapSeconds(),
                    GAP_LIMIT_SECONDS);
        });
    }

    private static void authorityStayed(Stage stage, Optional<AuthorityRecord> before) {
        Optional<AuthorityRecord> after =
                stage.lab().region(RegionNames.PRIMARY).controlTable().read();
        boolean same = after.isPresent()
                && after.get().epoch() == before.orElseThrow().epoch()
                && after.get().region().equals(RegionNames.PRIMARY)
                && after.get().drain().isEmpty();
        stage.findings()
                .check(
                        "the record of " + RegionNames.PRIMARY,
                        same,
                        "epoch " + before.orElseThrow().epoch() + ", no drain",
                        after.map(r -> r.region() + ", epoch " + r.epoch()
                                        + (r.drain().isEmpty() ? ", no drain" : ", drained"))
                                .orElse("no record"));
    }

    /** With replication back, the replica gets everything that was acknowledged until then. */
    private static void catchUp(Stage stage) throws InterruptedException {
        List<AcknowledgedWrite> acknowledged = stage.traffic().ledger().acknowledged();
        stage.lab().replicationInto(RegionNames.SECONDARY).resume();
        stage.recorder().event("replication resumed", "WAL reaches " + RegionNames.SECONDARY + " again");
        double seconds = new Watched(stage).untilCaughtUp();
        stage.findings().atMost("time in which the replica caught up", seconds, CATCH_UP_LIMIT_SECONDS);
        try (Connection replica = stage.lab().reader(RegionNames.SECONDARY)) {
            stage.findings()
                    .none(
                            "acknowledged until then and missing in the replica",
                            HttpLoss.of(acknowledged, replica).lost(),
                            "writes");
            stage.findings()
                    .check(
                            "role of the database of " + RegionNames.SECONDARY,
                            stage.lab().region(RegionNames.SECONDARY).server().isInRecovery(),
                            "replica",
                            stage.lab().region(RegionNames.SECONDARY).server().isInRecovery() ? "replica" : "primary");
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
