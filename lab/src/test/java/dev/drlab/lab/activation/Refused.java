package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.ReprotectInput;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;

/** A reprotect in the active region: it is refused, and nothing is touched. */
final class Refused implements Subject {
    private final TwoRegions regions;

    Refused(TwoRegions regions) {
        this.regions = regions;
    }

    @Override
    public LabRegion prepare() {
        regions.awaitLocksFree();
        regions.write(1);
        return regions.active();
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
    public boolean ended(ExecutionResult result) {
        return result.error().filter("RegionActive"::equals).isPresent();
    }

    @Override
    public void check(LabRegion target, ExecutionResult result) throws SQLException {
        assertThat(result.error()).as("%s", result.cause()).contains("RegionActive");
        regions.assertOnlyActive(target);
        regions.assertNothingLost(target);
    }

    @Override
    public void checkLocks(LabRegion target, String killed) {
        assertThat(LabAccess.lockOwner(regions.lab(), target.name())).isEmpty();
    }

    @Override
    public void reset() {
        // nothing has changed
    }

    @Override
    public String toString() {
        return "Refused reprotect";
    }
}
