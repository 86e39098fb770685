package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A failover took authority, and its database can never be promoted: docs/runbook.md, "Authority that nobody can use". */
@Tag("deep")
class TakenBackByHandIT {
    private static final ActivateInput UNPLANNED = new ActivateInput("unplanned", "test", Optional.empty(), true);

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @AfterEach
    void heal() throws Exception {
        regions.heal();
    }

    @Test
    void theFormerWriterIsRefusedUntilItsRecordIsWrittenByHandAndLosesNothing() throws Exception {
        regions.write(3);
        LabRegion writer = regions.active();
        OvertakenMove failover = new OvertakenMove(regions, "unplanned");
        LabRegion target = failover.prepare();
        KillAt killed = new KillAt(new Boundary("", "RaiseEpoch"), ExecutionListener.NONE);
        assertThatThrownBy(() -> failover.start(target, false, killed)).isInstanceOf(RunnerKilled.class);
        long raised = regions.record(target).epoch();
        assertThat(regions.ask(target, "SELECT pg_is_in_recovery()"))
                .as("never opened")
                .isEqualTo("t");

        ExecutionResult refused = regions.activate(writer, UNPLANNED);
        assertThat(refused.error()).as("%s", refused.cause()).contains("StaleDatabase");

        AuthorityRecord byHand = AuthorityRecord.of(raised + 1, writer.name(), Instant.EPOCH);
        assertThat(writer.controlTable().raise(byHand)).isTrue();
        ExecutionResult result = regions.activate(writer, UNPLANNED);

        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        assertThat(regions.record(writer).epoch()).isGreaterThan(raised);
        regions.assertOnlyActive(writer);
        regions.assertNothingLost(writer);
    }
}
