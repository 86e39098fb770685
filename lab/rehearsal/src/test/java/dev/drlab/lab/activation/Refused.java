package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;

/** A reprotect in the active region: it is refused, and nothing is touched. */
final class Refused extends ReprotectRun {
    Refused(TwoRegions regions) {
        super(regions);
    }

    @Override
    public LabRegion prepare() {
        regions().awaitLocksFree();
        regions().write(1);
        return regions().active();
    }

    @Override
    public boolean ended(ExecutionResult result) {
        return result.error().filter("RegionActive"::equals).isPresent();
    }

    @Override
    public void check(LabRegion target, ExecutionResult result) throws SQLException {
        assertThat(result.error()).as("%s", result.cause()).contains("RegionActive");
        regions().assertOnlyActive(target);
        regions().assertNothingLost(target);
    }

    @Override
    public void checkLocks(LabRegion target, String killed) {
        assertThat(LabAccess.lockOwner(regions().lab(), target.name())).isEmpty();
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
