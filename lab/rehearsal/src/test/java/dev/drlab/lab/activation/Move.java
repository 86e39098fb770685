package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.util.Optional;

/** A way to move authority. */
abstract class Move implements Subject {
    private final TwoRegions regions;
    private long epochBefore;

    Move(TwoRegions regions) {
        this.regions = regions;
    }

    TwoRegions regions() {
        return regions;
    }

    @Override
    public LabRegion prepare() throws SQLException {
        LabRegion target = regions.standby();
        regions.awaitLocksFree();
        regions.write(3);
        regions.awaitReplicated();
        epochBefore = regions.record(regions.active()).epoch();
        return target;
    }

    long epochBefore() {
        return epochBefore;
    }

    abstract ActivateInput input(boolean force);

    abstract void checkPeer(LabRegion target) throws SQLException;

    @Override
    public ExecutionResult start(LabRegion target, boolean force, ExecutionListener listener)
            throws InterruptedException {
        return regions.lab().activate(target.name(), input(force), listener);
    }

    @Override
    public ExecutionResult resume(LabRegion target, String execution, ExecutionListener listener)
            throws InterruptedException {
        return regions.lab().resume(target.name(), regions.lab().activateDefinition(), execution, listener);
    }

    @Override
    public ExecutionListener recording(LabRegion target) {
        return new TrafficPause(target.balancer(), carryingOn(target));
    }

    /** The balancer needs a second to serve again, so it is stopped only where that is the point. */
    @Override
    public ExecutionListener disturbing(LabRegion target, Boundary boundary) {
        return boundary.state().equals("WaitForTraffic") ? recording(target) : carryingOn(target);
    }

    @Override
    public void check(LabRegion target, ExecutionResult result) throws SQLException {
        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
        JsonNode output = result.output().orElseThrow();
        assertThat(output.path("region").asText()).isEqualTo(target.name());
        assertThat(output.path("epoch").longValue())
                .isEqualTo(regions.record(target).epoch());
        regions.assertOnlyActive(target);
        assertThat(regions.record(target).epoch()).isGreaterThan(epochBefore());
        assertThat(regions.ask(target, "SELECT epoch FROM drlab_epoch"))
                .isEqualTo(Long.toString(regions.record(target).epoch()));
        assertThat(regions.ask(target, "SELECT count(*) FROM drlab_drain")).isEqualTo("0");
        checkPeer(target);
        regions.assertNothingLost(target);
    }

    /**
     * Released, but for the peer's lock of a killed execution whose successor found authority handed over already:
     * that one expires.
     */
    @Override
    public void checkLocks(LabRegion target, String killed) {
        assertThat(LabAccess.lockOwner(regions.lab(), target.name())).isEmpty();
        LabRegion peer = regions.peerOf(target);
        if (peer.isUp()) {
            assertThat(LabAccess.lockOwner(regions.lab(), peer.name())).isIn(Optional.empty(), Optional.of(killed));
        }
    }

    @Override
    public void reset() throws SQLException {
        regions.rebuildStandby();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
