package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A control table was replaced, or restored to a moment before. Before the first failover the active region's item is the
 * only record there is: what was opened in a region is then known by its database.
 */
@Tag("deep")
class LostRecordIT {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final ActivateInput UNPLANNED = new ActivateInput("unplanned", "test", Optional.empty(), true);

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @AfterEach
    void heal() throws Exception {
        regions.heal();
    }

    @Test
    void theActiveRegionIsActivatedAgainByWhatItsDatabaseCarries() throws Exception {
        LabRegion active = regions.active();
        LabRegion standby = regions.standby();
        regions.write(3);
        long old = regions.record(active).epoch();
        lose(active);
        ExecutionResult planned = regions.activate(standby, ActivateInput.planned("test"));
        assertThat(planned.error()).as("%s", planned.cause()).contains("PeerNotActive");
        assertThat(planned.cause().orElseThrow()).contains("it has no record", "mode unplanned there");

        assertActivates(active);

        assertThat(regions.record(active).epoch()).isGreaterThan(old);
        lose(active);
        assertThat(active.controlTable().raise(AuthorityRecord.of(old, active.name(), Instant.now())))
                .as("restored to the moment before")
                .isTrue();
        lose(standby); // the fence's mark: it names the active region
        assertActivates(active);
        regions.assertNothingLost(active);
    }

    @Test
    void aPeerThatTookOverSinceKeepsItStaleAndOneThatCannotBeReadKeepsItWaiting() throws Exception {
        LabRegion active = regions.active();
        LabRegion standby = regions.standby();
        long epoch = regions.record(active).epoch();
        lose(active);
        lose(standby);
        regions.lab().network().control().cut();
        ExecutionResult unseen = regions.activate(active, UNPLANNED);
        assertThat(unseen.error()).as("%s", unseen.cause()).contains("RecordLost");
        assertThat(unseen.cause().orElseThrow())
                .contains("epoch " + epoch, standby.name() + " has taken over", "by hand", "docs/runbook.md");

        regions.lab().network().control().heal();
        assertThat(standby.controlTable().raise(AuthorityRecord.of(epoch + 1, standby.name(), Instant.now())))
                .isTrue();
        ExecutionResult stale = regions.activate(active, UNPLANNED);
        assertThat(stale.error()).as("%s", stale.cause()).contains("StaleDatabase");
        assertThat(stale.cause().orElseThrow()).contains("highest epoch is " + (epoch + 1), "reprotect");
        assertThat(active.controlTable().read()).isEmpty();

        lose(standby);
        assertActivates(active);
    }

    /** No record is left, and no fence reached the old database: the other one carries the higher epoch. */
    @Test
    void ofTwoRegionsWithoutRecordsOnlyTheLastOneIsActivated() throws Exception {
        LabRegion target = regions.failOver();
        LabRegion lost = regions.peerOf(target);
        long raised = regions.record(target).epoch();
        regions.lab().restore(lost.name());
        lose(lost);
        lose(target);

        regions.lab().network().peering().cut();
        ExecutionResult silent = regions.activate(lost, UNPLANNED);
        assertThat(silent.error()).as("%s", silent.cause()).contains("RecordLost");
        assertThat(silent.cause().orElseThrow()).contains("its database does not answer");
        assertThat(lost.controlTable().read()).isEmpty();

        regions.lab().network().peering().heal();
        ExecutionResult stale = regions.activate(lost, UNPLANNED);

        assertThat(stale.error()).as("%s", stale.cause()).contains("StaleDatabase");
        assertThat(stale.cause().orElseThrow()).contains("highest epoch is " + raised);
        assertActivates(target);
        regions.assertNothingLost(target);
    }

    /** The old writer is back, its record and its roles as they were; the new writer's record is lost. */
    @Test
    void anOldWriterIsNotActivatedByItsOwnRecordWhereTheNewOnesWasLost() throws Exception {
        LabRegion old = regions.active();
        AuthorityRecord former = regions.record(old);
        LabRegion target = regions.failOver();
        long raised = regions.record(target).epoch();
        regions.awaitWritable(target);
        regions.lab().restore(old.name());
        lose(target);
        assertThat(regions.record(old).epoch()).isEqualTo(former.epoch());

        assertForwardsNothing(target, old);
        assertStale(old, raised);
        assertThat(target.controlTable().read()).isEmpty();
        assertThat(target.controlTable().raise(AuthorityRecord.of(former.epoch(), old.name(), Instant.now())))
                .as("restored to the moment before")
                .isTrue();
        assertForwardsNothing(target, old);
        assertStale(old, raised);

        assertThat(regions.record(old).epoch()).as("not raised").isEqualTo(former.epoch());
        assertThat(regions.admitsWriter(target)).isTrue();
        assertActivates(target);
        regions.assertNothingLost(target);
    }

    private static void assertStale(LabRegion old, long raised) throws Exception {
        ExecutionResult stale = regions.activate(old, UNPLANNED);
        assertThat(stale.error()).as("%s", stale.cause()).contains("StaleDatabase");
        assertThat(stale.cause().orElseThrow()).contains("highest epoch is " + raised, "reprotect");
    }

    /** A task that starts now remembers no epoch, and reads that of the old writer. */
    private static void assertForwardsNothing(LabRegion region, LabRegion old) throws Exception {
        region.tasks().desire(0);
        await().atMost(TIME_LIMIT)
                .until(() -> region.tasks().processes().stream().noneMatch(ManagedProcess::isAlive));
        region.tasks().desire(1);
        await().atMost(TIME_LIMIT).until(() -> region.tasks().runningCount() >= 1);
        String rows = regions.ask(old, "SELECT count(*) FROM items");
        for (int i = 0; i < 10; i++) {
            assertThat(regions.post(region)).isEmpty();
        }
        assertThat(regions.ask(old, "SELECT count(*) FROM items")).isEqualTo(rows);
    }

    private static void assertActivates(LabRegion region) throws Exception {
        ExecutionResult result = regions.activate(region, UNPLANNED);
        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        regions.assertOnlyActive(region);
    }

    private static void lose(LabRegion region) {
        LabAccess.loseRecord(regions.lab(), region.name());
    }
}
