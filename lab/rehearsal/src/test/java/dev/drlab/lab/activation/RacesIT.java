package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invariants I1 and I2 when two people act at the same moment. */
@Tag("deep")
class RacesIT {
    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    /** The active region confirms itself while the standby takes over: in whatever order, authority moves at most once. */
    @RepeatedTest(2)
    void switchoversInBothRegionsMoveAuthorityAtMostOnce() throws Exception {
        LabRegion active = steady();
        LabRegion standby = regions.peerOf(active);
        long before = regions.record(active).epoch();
        List<ExecutionResult> ended = Race.between(
                () -> regions.activate(active, ActivateInput.planned("race")),
                () -> regions.activate(standby, ActivateInput.planned("race")));
        LabRegion now = regions.active();
        assertThat(regions.record(now).epoch()).isLessThanOrEqualTo(before + 1);
        assertThat(ended.get(1).succeeded()).isEqualTo(now.name().equals(standby.name()));
        assertThat(ended).anyMatch(ExecutionResult::succeeded);
        refusedOnlyWith(ended, "Locked", "StaleDatabase", "AuthorityLost", "Superseded");
        settled(now);
    }

    /**
     * Each region raises its own epoch; no two are the same, so one is the highest, and its region alone writes. Where it is
     * the one that wrote before, and its fence finds the other's database opened meanwhile, neither run succeeds: what was
     * written there is for a person to weigh. The same command, given again, has seen it, and closes it.
     */
    @RepeatedTest(3)
    void failoversInBothRegionsEndWithOneWriter() throws Exception {
        LabRegion active = steady();
        LabRegion standby = regions.peerOf(active);
        long before = regions.record(active).epoch();
        Instant now = Instant.now();
        List<ExecutionResult> ended = Race.between(
                () -> regions.activate(active, ActivateInput.unplanned("race", now)),
                () -> regions.activate(standby, ActivateInput.unplanned("race", now)));
        refusedOnlyWith(ended, "StaleDatabase", "AuthorityLost", "Superseded", ErrorNames.PEER_OPENED_MEANWHILE);
        LabRegion winner = regions.active();
        assertThat(regions.record(winner).epoch()).isGreaterThan(before);
        if (ended.stream().noneMatch(ExecutionResult::succeeded)) {
            assertThat(winner.name()).isEqualTo(active.name());
            assertThat(ended.get(0).error()).contains(ErrorNames.PEER_OPENED_MEANWHILE);
            assertThat(regions.activate(winner, ActivateInput.unplanned("race", now))
                            .succeeded())
                    .isTrue();
        }
        settled(winner);
    }

    /** The standby is opened, unseen, behind what the writer's run has read: no record is above that run's. */
    @Test
    void aFailoverThatFindsThePeerOpenedMeanwhileLeavesItOpenAndTellsOfIt() throws Exception {
        LabRegion active = steady();
        LabRegion standby = regions.peerOf(active);
        long before = regions.record(active).epoch();
        ActivateInput input = ActivateInput.unplanned("race", Instant.now());
        TakenOverAt opened = new TakenOverAt(
                new Boundary("", "Observe"),
                active,
                () -> Takeover.behindACut(regions, standby, new Boundary("", "PreCheck")),
                ExecutionListener.NONE);

        ExecutionResult result = regions.lab().activate(active.name(), input, opened);

        assertThat(opened.happened()).isTrue();
        assertThat(regions.record(active).epoch()).isGreaterThan(opened.epoch());
        assertThat(result.error()).as("%s", result.cause()).contains(ErrorNames.PEER_OPENED_MEANWHILE);
        String found = "the database of " + standby.name() + " was opened in an epoch above " + before;
        assertThat(result.cause().orElseThrow()).contains(found, "run again");
        JsonNode told = regions.lastNotification(active);
        assertThat(told.path("error").asText()).isEqualTo(ErrorNames.PEER_OPENED_MEANWHILE);
        assertThat(told.path("cause").asText()).contains(found);
        assertThat(told.path("next").asText()).contains("run activate in " + active.name());
        assertThat(regions.admitsWriter(standby)).isTrue();

        assertThat(regions.activate(active, input).succeeded()).isTrue();
        assertThat(regions.admitsWriter(standby)).isFalse();
        settled(active);
    }

    /** Whoever raised its epoch first and was overtaken must not close the other's database, or nobody would write. */
    @Test
    void aFenceOfALowerEpochLeavesTheWriterOpen() throws Exception {
        LabRegion active = steady();
        LabRegion standby = regions.peerOf(active);
        assertThat(regions.activate(active, ActivateInput.unplanned("confirm", Instant.now()))
                        .succeeded())
                .isTrue();
        long epoch = regions.record(active).epoch(); // its own parity leaves room for the other's below it
        JsonNode late = fence(standby, epoch - 1);
        assertThat(late.path("record").asText()).isEqualTo("has a higher epoch");
        assertThat(late.path("database").asText()).isEqualTo("has a higher epoch");
        assertThat(regions.admitsWriter(active)).isTrue();
        regions.assertOnlyActive(active);
        assertThat(fence(standby, epoch + 1).path("database").asText()).isEqualTo("fenced");
        assertThat(regions.admitsWriter(active)).isFalse();
        assertThat(regions.activate(standby, ActivateInput.unplanned("fenced", Instant.now()))
                        .succeeded())
                .isTrue();
        settled(standby);
    }

    private static JsonNode fence(LabRegion by, long epoch) {
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("action", "fence").put("epoch", epoch);
        request.set("unfencedRoles", LabAccess.runbook(regions.lab(), by.name()).path("unfencedRoles"));
        return LabAccess.agent(regions.lab(), by.name(), request);
    }

    /** One of them does it; the other is refused, or finds that it is done. */
    @Test
    void twoReprotectsOfARegionMakeOneStandby() throws Exception {
        StaleRegion stale = StaleRegion.make(regions);
        List<ExecutionResult> ended = Race.between(() -> reprotect(stale.region()), () -> reprotect(stale.region()));
        assertThat(ended).anyMatch(ExecutionResult::succeeded);
        refusedOnlyWith(ended, "Locked");
        stale.assertReprotected(1);
    }

    /** An activation of the old database would drop every commit since it was replaced. */
    @Test
    void anActivationOfARegionThatIsBeingReprotectedIsRefused() throws Exception {
        StaleRegion stale = StaleRegion.make(regions);
        LabRegion active = regions.active();
        List<ExecutionResult> ended = Race.between(
                () -> reprotect(stale.region()),
                () -> regions.activate(stale.region(), ActivateInput.unplanned("race", Instant.now())));
        assertThat(ended.get(1).error()).isPresent().get().isIn("Locked", "StaleDatabase");
        if (!ended.get(0).succeeded()) {
            assertThat(ended.get(0).error()).contains("Locked");
            assertThat(reprotect(stale.region()).succeeded()).isTrue();
        }
        assertThat(regions.active().name()).isEqualTo(active.name());
        stale.assertReprotected(1);
    }

    private static ExecutionResult reprotect(LabRegion region) throws InterruptedException {
        return regions.lab().reprotect(region.name(), ReprotectInput.of("race"), ExecutionListener.NONE);
    }

    /** Both regions have all that was acknowledged. */
    private static LabRegion steady() throws Exception {
        regions.awaitLocksFree();
        regions.write(3);
        regions.awaitReplicated();
        return regions.active();
    }

    private static void settled(LabRegion active) throws Exception {
        regions.assertOnlyActive(active);
        regions.assertNothingLost(active);
        regions.rebuildStandby();
    }

    private static void refusedOnlyWith(List<ExecutionResult> ended, String... errors) {
        assertThat(ended)
                .filteredOn(result -> !result.succeeded())
                .allSatisfy(result -> assertThat(result.error().orElse(""))
                        .as("%s", result.cause())
                        .isIn((Object[]) errors));
    }
}
