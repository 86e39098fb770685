package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.ReprotectInput;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant I4: a reprotect whose runner is killed at any state's end, and is then resumed or started anew, ends with the
 * same standby and one snapshot of the old database, and never removes the new one. Authority is switched to and fro, so
 * that each run has a stale region.
 *
 * <p>Every seventh boundary is resumed and every twelfth started anew, unless the system property
 * {@code drlab.test.everyBoundary} is true.
 */
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
        new CrashSweep(new Reprotect(), CrashSweep.Recovery.RESUMED).run(ALL ? 0 : 5, ALL ? 1 : 7);
    }

    @Test
    void aReprotectIsStartedAnewByForce() throws Exception {
        new CrashSweep(new Reprotect(), CrashSweep.Recovery.STARTED_ANEW).run(ALL ? 0 : 2, ALL ? 1 : 12);
    }

    private static final class Reprotect implements Killable {
        private StaleRegion stale;

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
        public ExecutionResult resume(LabRegion target, String execution, ExecutionListener listener) {
            return LabAccess.resume(
                    regions.lab(), target.name(), regions.lab().reprotectDefinition(), execution, listener);
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
}
