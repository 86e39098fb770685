package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.lab.ActivateInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant I4: an activation whose runner is killed at any state's end, and is then resumed or started anew, ends where
 * it would have ended. One lab is switched to and fro; the side that lost authority is rebuilt after each activation.
 *
 * <p>Every boundary is tested in a switchover; in a failover, whose reset takes longer, every second one unless the
 * system property {@code drlab.test.everyBoundary} is true. New executions are started at every fourth.
 */
class CrashAtEveryBoundaryIT {
    private static final int EVERY_FAILOVER = Boolean.getBoolean("drlab.test.everyBoundary") ? 1 : 2;
    private static final int EVERY_RERUN = 4;

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
    void aSwitchoverIsResumed() throws Exception {
        new CrashSweep(new Switchover(), CrashSweep.Recovery.RESUMED).run(0, 1);
    }

    @Test
    void aSwitchoverIsStartedAnewByForce() throws Exception {
        new CrashSweep(new Switchover(), CrashSweep.Recovery.STARTED_ANEW).run(0, EVERY_RERUN);
    }

    @Test
    void aFailoverIsResumed() throws Exception {
        new CrashSweep(new Failover(), CrashSweep.Recovery.RESUMED)
                .run(EVERY_FAILOVER - 1, EVERY_FAILOVER); // RaiseEpoch is the tenth
    }

    @Test
    void aFailoverIsStartedAnewByForce() throws Exception {
        new CrashSweep(new Failover(), CrashSweep.Recovery.STARTED_ANEW).run(0, EVERY_RERUN);
    }

    /** A way to move authority. */
    private abstract static class Move implements Killable {
        private long epochBefore;

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
        public ExecutionResult resume(LabRegion target, String execution, ExecutionListener listener) {
            return LabAccess.resume(
                    regions.lab(), target.name(), regions.lab().activateDefinition(), execution, listener);
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
            assertThat(output.path("warnings")).isEmpty();
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

    private static final class Switchover extends Move {
        @Override
        ActivateInput input(boolean force) {
            return new ActivateInput("planned", "test", Optional.empty(), force);
        }

        @Override
        public ExecutionListener carryingOn(LabRegion target) {
            return new ReplayPause(target.server());
        }

        /** It knows that it handed over, and its database is closed to the writer. */
        @Override
        void checkPeer(LabRegion target) {
            LabRegion peer = regions.peerOf(target);
            assertThat(regions.record(peer).region()).isEqualTo(target.name());
            assertThat(regions.record(peer).epoch())
                    .isEqualTo(regions.record(target).epoch());
            assertThat(regions.admitsWriter(peer)).isFalse();
        }
    }

    private static final class Failover extends Move {
        private Instant lostAt = Instant.EPOCH;

        @Override
        public LabRegion prepare() throws SQLException {
            LabRegion target = super.prepare();
            lostAt = regions.lab().kill(regions.active().name());
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
            LabRegion peer = regions.peerOf(target);
            assertThat(regions.record(peer).region()).isEqualTo(peer.name());
            assertThat(regions.record(peer).epoch()).isEqualTo(epochBefore());
        }
    }
}
