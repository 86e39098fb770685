package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.activation.TakeoverSweep.Pause;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Invariant I9: a run whose authority has gone changes nothing more, in both machines, held and resumed, whoever took over.
 * Some boundaries are taken, evenly spread, unless the system property {@code drlab.test.everyBoundary} is true.
 */
@Tag("deep")
class SupersededIT {
    private static final boolean ALL = Boolean.getBoolean("drlab.test.everyBoundary");

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @Test
    void aSwitchoverThatIsHeld() throws Exception {
        sweep(new OvertakenMove(regions, "planned"), Pause.HELD, "RaiseEpoch", 0, 30);
    }

    @Test
    void aSwitchoverThatIsKilledAndResumed() throws Exception {
        sweep(new OvertakenMove(regions, "planned"), Pause.KILLED_AND_RESUMED, "RaiseEpoch", 3, 36);
    }

    @Test
    void aFailoverThatIsHeld() throws Exception {
        sweep(new OvertakenMove(regions, "unplanned"), Pause.HELD, "RaiseEpoch", 2, 36);
    }

    @Test
    void aFailoverThatIsKilledAndResumed() throws Exception {
        sweep(new OvertakenMove(regions, "unplanned"), Pause.KILLED_AND_RESUMED, "RaiseEpoch", 0, 30);
    }

    @Test
    void aReprotectThatIsHeld() throws Exception {
        sweep(new OvertakenReprotect(regions), Pause.HELD, "Observe", 5, 70);
    }

    @Test
    void aReprotectThatIsKilledAndResumed() throws Exception {
        sweep(new OvertakenReprotect(regions), Pause.KILLED_AND_RESUMED, "Observe", 11, 80);
    }

    private static void sweep(Overtakable subject, Pause pause, String pointOfNoReturn, int first, int every)
            throws Exception {
        new TakeoverSweep(regions, subject, pause).run(pointOfNoReturn, ALL ? 0 : first, ALL ? 1 : every);
    }

    /** Its record could not be written by who took over, so only the other record tells; it is asked once it is due again. */
    @Test
    void aTakeoverThatTheOwnRecordDoesNotShowIsFoundInTheOthers() throws Exception {
        OvertakenMove move = new OvertakenMove(regions, "unplanned");
        LabRegion target = move.prepare();
        Boundary raised = new Boundary("", "RaiseEpoch");
        TakenOverAt overtaken = new TakenOverAt(
                raised,
                target,
                () -> {
                    long epoch = Takeover.unseen(regions.lab(), regions.peerOf(target));
                    Instant due = Instant.now().plusSeconds(6);
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> Instant.now().isAfter(due)); // the time is the point
                    return epoch;
                },
                ExecutionListener.NONE);

        ExecutionResult result = move.start(target, false, overtaken);

        assertThat(overtaken.happened()).isTrue();
        assertThat(result.error()).as("%s", result.cause()).contains("Superseded");
        assertThat(result.cause().orElse("")).contains("superseded by epoch " + overtaken.epoch() + " of ");
        assertThat(overtaken.effects()).isEmpty();
        assertThat(LabAccess.database(regions.lab(), target.name())
                        .orElseThrow()
                        .readReplicaSourceDBInstanceIdentifier())
                .as("still a replica")
                .isNotNull();
        Takeover.by(regions.lab(), regions.peerOf(target));
        move.resetSuperseded(target);
    }

    /** The region that is rebuilt was activated meanwhile: its service must not be scaled down to a standby's. */
    @Test
    void aReprotectOfARegionThatWasActivatedMeanwhileLeavesItsServiceAlone() throws Exception {
        OvertakenReprotect reprotect = new OvertakenReprotect(regions);
        LabRegion target = reprotect.prepare();
        TakenOverAt overtaken = new TakenOverAt(
                new Boundary("", "IsStreaming"),
                target,
                () -> Takeover.unseen(regions.lab(), target),
                ExecutionListener.NONE);

        ExecutionResult result = reprotect.start(target, false, overtaken);

        assertThat(overtaken.happened()).isTrue();
        assertThat(result.error()).as("%s", result.cause()).contains("Superseded");
        assertThat(result.cause().orElse(""))
                .contains("superseded by epoch " + overtaken.epoch() + " of " + target.name());
        assertThat(overtaken.effects()).isEmpty();
        Takeover.by(regions.lab(), regions.peerOf(target));
        reprotect.resetSuperseded(target);
    }

    /** A failure behind the point of no return is not told as the writer's when another region is it by then. */
    @Test
    void aFailureOfARunThatWasSupersededNotifiesNobody() throws Exception {
        OvertakenMove move = new OvertakenMove(regions, "planned");
        LabRegion target = move.prepare();
        regions.tuneRunbooks(runbook -> runbook.put("promoteTimeoutSeconds", 0));
        TakenOverAt overtaken = new TakenOverAt(
                new Boundary("Activate[0]", "IsPromoted"), target, () -> move.takeOver(target), ExecutionListener.NONE);

        ExecutionResult result = regions.lab().activate(target.name(), ActivateInput.planned("test"), overtaken);

        regions.tuneRunbooks(runbook -> runbook.put("promoteTimeoutSeconds", 60));
        assertThat(result.error()).as("%s", result.cause()).contains("Superseded");
        assertThat(result.cause().orElse(""))
                .contains(
                        "after PromotionTimedOut: ",
                        "when " + regions.peerOf(target).name() + " is the writer, run reprotect in " + target.name());
        assertThat(overtaken.effects()).isEmpty();
        move.resetSuperseded(target);
    }
}
