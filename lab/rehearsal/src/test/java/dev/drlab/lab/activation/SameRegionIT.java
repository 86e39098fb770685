package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two executions of {@code activate} in one region, where the first was killed, or is overtaken by force. */
@Tag("deep")
class SameRegionIT {
    private static final ActivateInput PLANNED = new ActivateInput("planned", "test", Optional.empty(), true);

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @AfterEach
    void heal() throws Exception {
        regions.heal();
    }

    /** The first had taken authority and closed nothing: clients of the other database, which lives, write on. */
    @Test
    void aPlannedOneClosesWhatAnUnplannedOneThatDiedLeftOpen() throws Exception {
        OvertakenMove unplanned = new OvertakenMove(regions, "unplanned");
        LabRegion target = unplanned.prepare();
        LabRegion peer = regions.peerOf(target);
        KillAt killed = new KillAt(new Boundary("", "RaiseEpoch"), ExecutionListener.NONE);
        assertThatThrownBy(() -> unplanned.start(target, false, killed)).isInstanceOf(RunnerKilled.class);
        assertThat(regions.admitsWriter(peer)).isTrue();

        ExecutionResult planned = regions.lab().activate(target.name(), PLANNED, ExecutionListener.NONE);

        assertThat(planned.succeeded()).as("%s", planned.cause()).isTrue();
        JsonNode output = planned.output().orElseThrow();
        assertThat(output.path("fence").path("record").asText()).isEqualTo("fenced");
        assertThat(output.path("fence").path("database").asText()).isEqualTo("fenced");
        assertThat(output.path("warnings"))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.asText()).contains("drained nothing", peer.name() + " had committed"));
        assertThat(regions.admitsWriter(peer)).isFalse();
        regions.assertOnlyActive(target);
    }

    @Test
    void aPlannedOneInARegionThatIsActiveFindsAStandbyAndWarnsOfNothing() throws Exception {
        LabRegion active = regions.active();

        ExecutionResult planned = regions.lab().activate(active.name(), PLANNED, ExecutionListener.NONE);

        assertThat(planned.succeeded()).as("%s", planned.cause()).isTrue();
        JsonNode output = planned.output().orElseThrow();
        assertThat(output.path("fence").path("database").asText()).isEqualTo("a replica");
        assertThat(output.path("warnings")).isEmpty();
        regions.assertOnlyActive(active);
    }

    /** Its drain is all that keeps the other database closed, as the fence of the second could not reach it. */
    @Test
    void aSwitchoverThatIsOvertakenByForceReopensNothingAndTakesNoTasks() throws Exception {
        OvertakenMove switchover = new OvertakenMove(regions, "planned");
        LabRegion target = switchover.prepare();
        LabRegion peer = regions.peerOf(target);
        TakenOverAt overtaken = new TakenOverAt(
                new Boundary("", "Drain"),
                target,
                () -> Takeover.behindACut(regions, target, new Boundary("", "ReadRunbook")),
                ExecutionListener.NONE);

        ExecutionResult result = switchover.start(target, false, overtaken);

        assertThat(overtaken.happened()).isTrue();
        assertThat(result.error()).as("%s", result.cause()).contains("Superseded");
        assertThat(overtaken.effects()).as("asked for, and refused").containsOnly("the agent's undrain");
        assertThat(regions.record(peer).drain()).as("nobody could write there").isPresent();
        assertThat(regions.admitsWriter(peer)).isFalse();
        assertThat(regions.isActive(target)).isTrue();
    }
}
