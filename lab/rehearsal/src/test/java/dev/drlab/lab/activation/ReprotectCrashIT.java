package dev.drlab.lab.activation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Invariant I4: a reprotect whose runner is killed at any state's end, and is then resumed or started anew, ends with the
 * same standby and one snapshot of the old database, and never removes the new one. Authority is switched to and fro, so
 * that each run has a stale region.
 *
 * <p>Every thirtieth boundary is resumed and every forty-fourth started anew, unless the system property
 * {@code drlab.test.everyBoundary} is true.
 */
@Tag("deep")
class ReprotectCrashIT {
    private static final boolean ALL = Boolean.getBoolean("drlab.test.everyBoundary");

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @Test
    void aReprotectIsResumed() throws Exception {
        new CrashSweep(new Reprotect(regions), CrashSweep.Recovery.RESUMED).run(ALL ? 0 : 5, ALL ? 1 : 30);
    }

    @Test
    void aReprotectIsStartedAnewByForce() throws Exception {
        new CrashSweep(new Reprotect(regions), CrashSweep.Recovery.STARTED_ANEW).run(ALL ? 0 : 2, ALL ? 1 : 44);
    }
}
