package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An activation that the region which it takes authority from takes it back from. Both regions are alive. */
final class OvertakenMove extends Move implements Overtakable {
    private final String mode;

    /** {@code mode}: planned or unplanned. */
    OvertakenMove(TwoRegions regions, String mode) {
        super(regions);
        this.mode = mode;
    }

    @Override
    ActivateInput input(boolean force) {
        return new ActivateInput(
                mode, "test", mode.equals("planned") ? Optional.empty() : Optional.of(Instant.now()), force);
    }

    @Override
    public ExecutionListener carryingOn(LabRegion target) {
        return ExecutionListener.NONE;
    }

    @Override
    void checkPeer(LabRegion target) {
        LabRegion peer = regions().peerOf(target);
        assertThat(regions().record(peer).region()).isEqualTo(target.name());
    }

    @Override
    public long takeOver(LabRegion target) {
        return Takeover.by(regions().lab(), regions().peerOf(target));
    }

    @Override
    public void checkSuperseded(LabRegion target, long epoch) throws SQLException {
        LabRegion writer = regions().peerOf(target);
        assertThat(regions().record(writer).epoch()).isEqualTo(epoch);
        assertThat(regions().admitsWriter(writer)).isTrue();
        await("the guards of " + target.name() + " see the newer epoch")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !regions().isActive(target));
        regions().assertOnlyActive(writer);
        checkLocks(target, "nobody");
    }

    @Override
    public void resetSuperseded(LabRegion target) throws SQLException {
        reset();
    }

    @Override
    public String toString() {
        return "Activation, " + mode + ",";
    }
}
