package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The active region is lost first. */
final class Failover extends Move {
    private Instant lostAt = Instant.EPOCH;

    Failover(TwoRegions regions) {
        super(regions);
    }

    @Override
    public LabRegion prepare() throws SQLException {
        LabRegion target = super.prepare();
        lostAt = regions().lab().kill(regions().active().name());
        return target;
    }

    @Override
    ActivateInput input(boolean force) {
        return new ActivateInput("unplanned", "test", Optional.of(lostAt), force);
    }

    @Override
    public ExecutionListener carryingOn(LabRegion target) {
        return ExecutionListener.NONE;
    }

    /** The lost region knows of nothing; the epoch that it will see on its return is higher. */
    @Override
    void checkPeer(LabRegion target) {
        LabRegion peer = regions().peerOf(target);
        assertThat(regions().record(peer).region()).isEqualTo(peer.name());
        assertThat(regions().record(peer).epoch()).isEqualTo(epochBefore());
    }
}
