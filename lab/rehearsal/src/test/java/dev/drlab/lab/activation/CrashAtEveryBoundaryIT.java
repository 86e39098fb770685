package dev.drlab.lab.activation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Invariant I4: an activation whose runner is killed at any state's end, and is then resumed or started anew, ends where
 * it would have ended. One lab is switched to and fro; the side that lost authority is rebuilt after each activation.
 *
 * <p>Every twelfth boundary is tested in a switchover, every seventeenth in a failover, and new executions are started
 * at every twenty-eighth; all are when the system property {@code drlab.test.everyBoundary} is true.
 */
@Tag("deep")
class CrashAtEveryBoundaryIT {
    private static final boolean ALL = Boolean.getBoolean("drlab.test.everyBoundary");
    private static final int EVERY_SWITCHOVER = ALL ? 1 : 12;
    private static final int EVERY_FAILOVER = ALL ? 1 : 17;
    private static final int EVERY_RERUN = ALL ? 1 : 28;

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @Test
    void aSwitchoverIsResumed() throws Exception {
        new CrashSweep(new Switchover(regions), CrashSweep.Recovery.RESUMED).run(0, EVERY_SWITCHOVER);
    }

    @Test
    void aSwitchoverIsStartedAnewByForce() throws Exception {
        new CrashSweep(new Switchover(regions), CrashSweep.Recovery.STARTED_ANEW).run(0, EVERY_RERUN);
    }

    @Test
    void aFailoverIsResumed() throws Exception {
        new CrashSweep(new Failover(regions), CrashSweep.Recovery.RESUMED)
                .run(ALL ? 0 : 9, EVERY_FAILOVER); // RaiseEpoch is the tenth
    }

    @Test
    void aFailoverIsStartedAnewByForce() throws Exception {
        new CrashSweep(new Failover(regions), CrashSweep.Recovery.STARTED_ANEW).run(0, EVERY_RERUN);
    }
}
