package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.util.Optional;

/** Both regions alive. */
class Switchover extends Move {
    Switchover(TwoRegions regions) {
        super(regions);
    }

    @Override
    ActivateInput input(boolean force) {
        return new ActivateInput("planned", "test", Optional.empty(), force);
    }

    @Override
    public ExecutionListener carryingOn(LabRegion target) {
        return new ReplayPause(target.server());
    }

    /** It knows that it handed over, and its database is closed to the writer. */
    @Override
    void checkPeer(LabRegion target) {
        LabRegion peer = regions().peerOf(target);
        assertThat(regions().record(peer).region()).isEqualTo(target.name());
        assertThat(regions().record(peer).epoch())
                .isEqualTo(regions().record(target).epoch());
        assertThat(regions().admitsWriter(peer)).isFalse();
    }
}
