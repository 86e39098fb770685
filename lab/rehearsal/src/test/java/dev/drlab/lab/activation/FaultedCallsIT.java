package dev.drlab.lab.activation;

import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Invariants I1, I2 and I4: every call of both machines, and of the agent for them, fails once with a throttle, once with
 * an error of the service, and once by an answer that is lost though the call took effect.
 *
 * <p>Some of these are taken, evenly spread, unless the system property {@code drlab.test.everyCall} is true.
 */
@Tag("deep")
class FaultedCallsIT {
    private static final boolean ALL = Boolean.getBoolean("drlab.test.everyCall");
    private static final Set<String> FAILURE_PATH = Set.of(
            "Undrain",
            "AuthorityBeforeScaleBack",
            "ScaleBack",
            "NotifyFailure",
            "ReleasePeerLockAfterFailure",
            "ReleaseLockAfterFailure");

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @Test
    void aSwitchoverEndsAsItShouldWhateverCallFails() throws Exception {
        new FaultSweep(regions, new Slow()).run(ALL ? 1 : 32);
    }

    @Test
    void aFailoverEndsAsItShouldWhateverCallFails() throws Exception {
        new FaultSweep(regions, new Failover(regions)).run(ALL ? 1 : 42);
    }

    @Test
    void aSwitchoverThatGivesUpLeavesTheServiceWhereItWasWhateverCallFails() throws Exception {
        new FaultSweep(regions, new AbandonedSwitchover(regions))
                .run(ALL ? 1 : 14, site -> FAILURE_PATH.contains(site.state()));
    }

    @Test
    void aDrainThatWasLeftBehindIsLiftedWhateverCallFails() throws Exception {
        new FaultSweep(regions, new RestartedSwitchover(regions))
                .run(ALL ? 1 : 9, site -> site.state().equals("LiftLeftOverDrain"));
    }

    @Test
    void aReprotectEndsAsItShouldWhateverCallFails() throws Exception {
        new FaultSweep(regions, new Reprotect(regions)).run(ALL ? 1 : 57);
    }

    @Test
    void aRefusedReprotectTouchesNothingWhateverCallFails() throws Exception {
        new FaultSweep(regions, new Refused(regions)).run(ALL ? 1 : 8, site -> FAILURE_PATH.contains(site.state()));
    }

    /** A switchover whose promotion takes so long that the lock is renewed. */
    private static final class Slow extends Switchover {
        Slow() {
            super(regions);
        }

        @Override
        public ExecutionListener recording(LabRegion target) {
            return new Hold("Promote", super.recording(target));
        }

        @Override
        public ExecutionListener disturbing(LabRegion target, Boundary boundary) {
            ExecutionListener usual = super.disturbing(target, boundary);
            return boundary.state().equals("HoldLock") ? new Hold("Promote", usual) : usual;
        }

        @Override
        public String toString() {
            return "Switchover";
        }
    }
}
