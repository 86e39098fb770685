package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Steps that a new standby completes late or never, and the reaction to each. The old database is kept under a name
 * that is reported until its successor works, and the same command leads to the right end (invariant I11).
 */
@Tag("deep")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandbyLateIT {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    /** Long enough for a replica to be made on a busy machine; it is waited for as long as this. */
    private static final int STREAM_SECONDS = 20;

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @AfterEach
    void mend() {
        for (LabRegion region : regions.lab().regions()) {
            region.faults().disarmAll();
            LabAccess.holdCreations(regions.lab(), region.name(), false);
            regions.lab().replicationInto(region.name()).resume();
        }
    }

    @Test
    @Order(1)
    void aReplicaThatStaysInItsCreationFailsTheRunAndIsWaitedForByTheNext() throws Exception {
        StaleRegion stale = StaleRegion.make(regions);
        LabRegion region = stale.region();
        LabAccess.holdCreations(regions.lab(), region.name(), true);

        ExecutionResult late = withReplicaTimeout(region, 1, ExecutionListener.NONE);

        assertFailedWithTheOldDatabaseKept(stale, late, "ReplicaNotAvailable", "is creating");
        LabAccess.holdCreations(regions.lab(), region.name(), false);
        assertEndsWell(stale);
    }

    @Test
    @Order(2)
    void aReplicaThatNeverStreamsFailsTheRunAndIsWaitedForByTheNext() throws Exception {
        StaleRegion stale = StaleRegion.make(regions);
        LabRegion region = stale.region();

        ExecutionResult late = withReplicaTimeout(
                region,
                STREAM_SECONDS,
                entering(
                        "RebootReplica",
                        () -> regions.lab().replicationInto(region.name()).stall()));

        assertFailedWithTheOldDatabaseKept(stale, late, "NotStreaming", "does not stream from");
        assertThat(LabAccess.database(regions.lab(), region.name())
                        .orElseThrow()
                        .dbInstanceStatus())
                .isEqualTo("available");
        regions.lab().replicationInto(region.name()).resume();
        assertEndsWell(stale);
    }

    /** The active region is activated anew between a run that failed and the next: the name carries the epoch before. */
    @Test
    @Order(3)
    void anOldDatabaseIsFoundAndDeletedAlsoWhenTheEpochHasRisenSince() throws Exception {
        StaleRegion stale = StaleRegion.make(regions);
        LabRegion region = stale.region();
        String kept = kept(stale);
        FaultRule refusal =
                region.faults().failAlways(call -> call.is("Rds", "createDBInstanceReadReplica"), Fault.SERVER_ERROR);
        assertThat(reprotect(region, ExecutionListener.NONE).cause().orElseThrow())
                .contains(kept);
        Takeover.by(regions.lab(), regions.active());
        assertThat(kept(stale)).as("the name at the new epoch").isNotEqualTo(kept);

        ExecutionResult again = reprotect(region, ExecutionListener.NONE);

        assertThat(again.cause().orElseThrow()).contains(kept).doesNotContain(kept(stale));
        assertThat(regions.lastNotification(region).path("kept").asText()).isEqualTo(kept);
        stale.assertOldDatabaseIsThere(kept);
        refusal.disarm();
        assertEndsWell(stale);
    }

    /** With backups that begin behind its promotion; it takes writes meanwhile. */
    @Test
    @Order(4)
    void aDatabaseThatBacksUpBehindItsPromotionIsOpened() throws Exception {
        regions.awaitLocksFree();
        regions.write(1);
        regions.awaitReplicated();
        LabRegion target = regions.standby();
        AtomicBoolean seen = new AtomicBoolean();

        ExecutionResult moved = regions.lab()
                .activate(target.name(), ActivateInput.planned("test"), entering("DescribePromotion", () -> {
                    await("the promotion's end").atMost(TIME_LIMIT).until(() -> isStandalone(database(target)));
                    LabAccess.backingUp(regions.lab(), target.name(), true);
                    seen.set(true);
                }));

        assertThat(seen).isTrue();
        assertThat(moved.succeeded()).as("%s", moved.cause()).isTrue();
        assertThat(moved.output().orElseThrow().path("warnings")).isEmpty();
        assertThat(database(target).dbInstanceStatus()).isEqualTo("backing-up");
        regions.assertOnlyActive(target);
        LabAccess.backingUp(regions.lab(), target.name(), false);
        regions.rebuildStandby();
    }

    private static boolean isStandalone(DBInstance database) {
        return database.dbInstanceStatus().equals("available")
                && database.readReplicaSourceDBInstanceIdentifier() == null;
    }

    /** The last one: the lab's instances keep their size from here on. */
    @Test
    @Order(5)
    void aStandbyIsMadeWithTheStorageThatItsPeerHasGrownTo() throws Exception {
        StaleRegion stale = StaleRegion.make(regions);
        LabRegion region = stale.region();
        ObjectNode replica =
                (ObjectNode) LabAccess.runbook(regions.lab(), region.name()).path("replica");
        int most = replica.path("MaxAllocatedStorage").intValue();
        int grown = most - 1; // the ceiling must be a tenth above
        LabAccess.storageGrew(regions.lab(), regions.active().name(), grown);

        ExecutionResult result = reprotect(region, ExecutionListener.NONE);

        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        assertThat(database(region).allocatedStorage()).isEqualTo(grown);
        assertThat(database(region).maxAllocatedStorage())
                .isEqualTo((grown * 11 + 9) / 10)
                .isGreaterThan(most);
        regions.awaitReplicated();
        regions.assertNothingLost(region);
    }

    private static void assertFailedWithTheOldDatabaseKept(
            StaleRegion stale, ExecutionResult late, String error, String says) throws SQLException {
        String kept = kept(stale);
        assertThat(late.error()).as("%s", late.cause()).contains(error);
        assertThat(late.cause().orElseThrow()).contains(says).contains(kept);
        JsonNode told = regions.lastNotification(stale.region());
        assertThat(told.path("error").asText()).isEqualTo(error);
        assertThat(told.path("kept").asText()).isEqualTo(kept);
        stale.assertOldDatabaseIsThere(kept);
    }

    private static void assertEndsWell(StaleRegion stale) throws Exception {
        ExecutionResult result = reprotect(stale.region(), ExecutionListener.NONE);
        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        assertThat(result.output().orElseThrow().path("kept").asText()).isEmpty();
        stale.assertReprotected(1);
    }

    private static ExecutionResult withReplicaTimeout(LabRegion region, int seconds, ExecutionListener listener)
            throws InterruptedException {
        ObjectNode runbook = LabAccess.runbook(regions.lab(), region.name());
        LabAccess.runbook(regions.lab(), region.name(), runbook.deepCopy().put("replicaTimeoutSeconds", seconds));
        try {
            return reprotect(region, listener);
        } finally {
            LabAccess.runbook(regions.lab(), region.name(), runbook);
        }
    }

    private static ExecutionResult reprotect(LabRegion region, ExecutionListener listener) throws InterruptedException {
        return regions.lab().reprotect(region.name(), ReprotectInput.of("test"), listener);
    }

    private static String kept(StaleRegion stale) {
        return stale.before().dbInstanceIdentifier() + "-old-"
                + regions.active().controlTable().read().orElseThrow().epoch();
    }

    private static DBInstance database(LabRegion region) {
        return LabAccess.database(regions.lab(), region.name()).orElseThrow();
    }

    /** Does something once, before the state's work. */
    private static ExecutionListener entering(String state, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return event -> {
            if (event.type() == EventType.STATE_ENTERED
                    && event.state().equals(state)
                    && done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }
}
