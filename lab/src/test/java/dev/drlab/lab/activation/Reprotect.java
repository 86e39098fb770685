package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.ReprotectInput;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.util.Optional;

/** A stale region is made and becomes the standby. */
final class Reprotect implements Subject {
    private final TwoRegions regions;
    private StaleRegion stale;

    Reprotect(TwoRegions regions) {
        this.regions = regions;
    }

    @Override
    public LabRegion prepare() throws SQLException, InterruptedException {
        stale = StaleRegion.make(regions);
        return stale.region();
    }

    @Override
    public ExecutionResult start(LabRegion target, boolean force, ExecutionListener listener)
            throws InterruptedException {
        return regions.lab().reprotect(target.name(), new ReprotectInput("test", force, false), listener);
    }

    @Override
    public ExecutionResult resume(LabRegion target, String execution, ExecutionListener listener)
            throws InterruptedException {
        return regions.lab().resume(target.name(), regions.lab().reprotectDefinition(), execution, listener);
    }

    /** Each of its polling states waits for real work that is never done when it is first looked at. */
    @Override
    public ExecutionListener recording(LabRegion target) {
        return ExecutionListener.NONE;
    }

    @Override
    public ExecutionListener disturbing(LabRegion target, Boundary boundary) {
        return ExecutionListener.NONE;
    }

    @Override
    public ExecutionListener carryingOn(LabRegion target) {
        return ExecutionListener.NONE;
    }

    @Override
    public void check(LabRegion target, ExecutionResult result) throws SQLException {
        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
        stale.assertTells(result.output().orElseThrow());
        stale.assertReprotected(1);
    }

    @Override
    public void checkLocks(LabRegion target, String killed) {
        assertThat(LabAccess.lockOwner(regions.lab(), target.name())).isIn(Optional.empty(), Optional.of(killed));
    }

    @Override
    public void reset() {
        // the standby is there
    }

    @Override
    public String toString() {
        return "Reprotect";
    }
}
