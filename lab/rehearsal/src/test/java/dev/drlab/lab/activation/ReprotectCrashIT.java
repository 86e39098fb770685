package dev.drlab.lab.activation;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant I4: a reprotect whose runner is killed at any state's end, and is then resumed or started anew, ends with the
 * same standby and one snapshot of the old database, and never removes the new one. Authority is switched to and fro, so
 * that each run has a stale region.
 *
 * <p>Every tenth boundary is resumed and every eighteenth started anew, unless the system property
 * {@code drlab.test.everyBoundary} is true.
 */
@Tag("deep")
class ReprotectCrashIT {
    private static final boolean ALL = Boolean.getBoolean("drlab.test.everyBoundary");

    private static TwoRegions regions;

    @BeforeAll
    static void start(@TempDir Path home) throws InterruptedException {
        regions = TwoRegions.start(home);
    }

    @AfterAll
    static void stop() {
        if (regions != null) {
            regions.close();
        }
    }

    @Test
    void aReprotectIsResumed() throws Exception {
        new CrashSweep(new Reprotect(regions), CrashSweep.Recovery.RESUMED).run(ALL ? 0 : 5, ALL ? 1 : 10);
    }

    @Test
    void aReprotectIsStartedAnewByForce() throws Exception {
        new CrashSweep(new Reprotect(regions), CrashSweep.Recovery.STARTED_ANEW).run(ALL ? 0 : 2, ALL ? 1 : 18);
    }
}
