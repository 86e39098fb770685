package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.lab.ActivateInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    /** A state that polls may be passed in one run and not in the next. */
    private static final int ATTEMPTS = 8;

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

    /** How the killed activation is carried on. */
    private enum Recovery {
        RESUMED,
        STARTED_ANEW
    }

    @Test
    void aSwitchoverIsResumed() throws Exception {
        sweep(new Switchover(), Recovery.RESUMED, 0, 1);
    }

    @Test
    void aSwitchoverIsStartedAnewByForce() throws Exception {
        sweep(new Switchover(), Recovery.STARTED_ANEW, 0, EVERY_RERUN);
    }

    @Test
    void aFailoverIsResumed() throws Exception {
        sweep(new Failover(), Recovery.RESUMED, EVERY_FAILOVER - 1, EVERY_FAILOVER); // RaiseEpoch is the tenth
    }

    @Test
    void aFailoverIsStartedAnewByForce() throws Exception {
        sweep(new Failover(), Recovery.STARTED_ANEW, 0, EVERY_RERUN);
    }

    /** From the boundary {@code first}, counted from 0. */
    private static void sweep(Move move, Recovery recovery, int first, int every)
            throws SQLException, InterruptedException {
        List<Boundary> boundaries = Boundary.of(undisturbed(move));
        List<Boundary> chosen = new ArrayList<>();
        List<Boundary> tested = new ArrayList<>();
        for (int i = first; i < boundaries.size(); i += every) {
            Boundary boundary = boundaries.get(i);
            chosen.add(boundary);
            Instant start = Instant.now();
            if (isSurvived(move, recovery, boundary)) {
                tested.add(boundary);
            }
            System.out.printf(
                    "%s %s at %2d of %d, %s: %d ms%n",
                    move,
                    recovery,
                    i + 1,
                    boundaries.size(),
                    boundary,
                    Duration.between(start, Instant.now()).toMillis());
        }
        assertThat(tested).isEqualTo(chosen);
        assertThat(tested).hasSize((boundaries.size() - first + every - 1) / every);
    }

    private static ExecutionResult undisturbed(Move move) throws SQLException, InterruptedException {
        LabRegion target = move.prepare();
        ExecutionListener listener = new TrafficPause(target.balancer(), move.listener(target));
        ExecutionResult result = regions.lab().activate(target.name(), move.input(false), listener);
        check(move, target, result);
        assertThat(LabAccess.lockOwner(regions.lab(), target.name())).isEmpty();
        regions.rebuildStandby();
        return result;
    }

    /** False when the boundary was not passed in several runs. */
    private static boolean isSurvived(Move move, Recovery recovery, Boundary boundary)
            throws SQLException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            LabRegion target = move.prepare();
            KillAt killer = new KillAt(boundary, disturbing(boundary, target, move.listener(target)));
            Optional<ExecutionResult> undisturbed = runUntilKilled(move, target, killer);
            ExecutionResult result =
                    undisturbed.isPresent() ? undisturbed.get() : carryOn(move, recovery, target, killer.execution());
            check(move, target, result);
            checkLocks(killer.execution(), target);
            regions.rebuildStandby();
            if (undisturbed.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The balancer needs a second to serve again, so it is stopped only where that is the point. */
    private static ExecutionListener disturbing(Boundary boundary, LabRegion target, ExecutionListener inner) {
        return boundary.state().equals("WaitForTraffic") ? new TrafficPause(target.balancer(), inner) : inner;
    }

    private static Optional<ExecutionResult> runUntilKilled(Move move, LabRegion target, KillAt killer)
            throws InterruptedException {
        try {
            return Optional.of(regions.lab().activate(target.name(), move.input(false), killer));
        } catch (RunnerKilled killed) {
            return Optional.empty();
        }
    }

    private static ExecutionResult carryOn(Move move, Recovery recovery, LabRegion target, String execution)
            throws InterruptedException {
        return switch (recovery) {
            case RESUMED -> LabAccess.resume(regions.lab(), target.name(), execution, move.listener(target));
            case STARTED_ANEW -> regions.lab().activate(target.name(), move.input(true), move.listener(target));
        };
    }

    private static void check(Move move, LabRegion target, ExecutionResult result) throws SQLException {
        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
        JsonNode output = result.output().orElseThrow();
        assertThat(output.path("region").asText()).isEqualTo(target.name());
        assertThat(output.path("epoch").longValue())
                .isEqualTo(regions.record(target).epoch());
        assertThat(output.path("warnings")).isEmpty();
        regions.assertOnlyActive(target);
        assertThat(regions.record(target).epoch()).isGreaterThan(move.epochBefore());
        assertThat(regions.ask(target, "SELECT epoch FROM drlab_epoch"))
                .isEqualTo(Long.toString(regions.record(target).epoch()));
        assertThat(regions.ask(target, "SELECT count(*) FROM drlab_drain")).isEqualTo("0");
        move.checkPeer(target);
        regions.assertNothingLost(target);
    }

    /**
     * Released, but for the peer's lock of a killed execution whose successor found authority handed over already: that
     * one expires.
     */
    private static void checkLocks(String killed, LabRegion target) {
        assertThat(LabAccess.lockOwner(regions.lab(), target.name())).isEmpty();
        LabRegion peer = regions.peerOf(target);
        if (peer.isUp()) {
            assertThat(LabAccess.lockOwner(regions.lab(), peer.name())).isIn(Optional.empty(), Optional.of(killed));
        }
    }

    /** A way to move authority. */
    private abstract static class Move {
        private long epochBefore;

        /** Makes all ready, and says which region to activate. */
        LabRegion prepare() throws SQLException {
            LabRegion target = regions.standby();
            awaitLocksFree();
            regions.write(3);
            regions.awaitReplicated();
            epochBefore = regions.record(regions.active()).epoch();
            return target;
        }

        private static void awaitLocksFree() {
            Instant now = Instant.now();
            boolean held = regions.lab().regions().stream()
                    .anyMatch(region ->
                            LabAccess.lockOwner(regions.lab(), region.name()).isPresent());
            if (held) { // by a dead execution: until its lease is over
                Instant free = now.plusSeconds(3);
                await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(free));
            }
        }

        long epochBefore() {
            return epochBefore;
        }

        abstract ActivateInput input(boolean force);

        abstract ExecutionListener listener(LabRegion target);

        abstract void checkPeer(LabRegion target) throws SQLException;

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
        ExecutionListener listener(LabRegion target) {
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
        LabRegion prepare() throws SQLException {
            LabRegion target = super.prepare();
            lostAt = regions.lab().kill(regions.active().name());
            return target;
        }

        @Override
        ActivateInput input(boolean force) {
            return new ActivateInput("unplanned", "test", Optional.of(lostAt), force);
        }

        @Override
        ExecutionListener listener(LabRegion target) {
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
