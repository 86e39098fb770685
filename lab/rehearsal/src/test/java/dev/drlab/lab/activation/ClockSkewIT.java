package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabOptions;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.RegionNames;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The secondary's clock is half a minute wrong. Writing rests on epochs and on monotonic time, so no invariant depends on
 * it. A drain's deadline does, which the activated region writes and the other one compares: where the activated region's
 * clock is behind by more than the drain may last, the other region lifts the drain as soon as it sees it, and the
 * switchover is refused unless the hand-over was faster.
 */
@Tag("deep")
class ClockSkewIT {
    private static final String SUCCEEDED = "succeeded";
    /**
     * Possible ends of a drain that is past its deadline at once: handed over before the other region looked, or
     * lifted.
     */
    private static final List<String> HAND_OVER_OR_LIFT = List.of(SUCCEEDED, "AuthorityLost", "DrainLost");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(ints = {30, -30})
    void aWrongClockCostsNoCommitAndMakesNoSecondWriter(int secondsAhead) throws Exception {
        LabOptions options = LabOptions.defaults(home).withClockOffset(Duration.ofSeconds(secondsAhead));
        try (TwoRegions regions = TwoRegions.start(options)) {
            LabRegion wrong = regions.lab().region(RegionNames.SECONDARY);
            Predicate<LabRegion> behind = region -> region.name().equals(wrong.name()) == (secondsAhead < 0);

            switchOver(regions, behind);
            failOver(regions);
            switchOver(regions, behind);
            switchOver(regions, behind);
        }
    }

    /** Moves authority to the standby if it can be moved; nothing is lost either way. */
    private static void switchOver(TwoRegions regions, Predicate<LabRegion> behind) throws Exception {
        LabRegion before = regions.active();
        LabRegion target = regions.standby();
        regions.write(3);
        regions.awaitReplicated();
        ExecutionResult result = regions.activate(target, ActivateInput.planned("test"));
        if (behind.test(target)) {
            assertThat(result.error().orElse(SUCCEEDED)).isIn(HAND_OVER_OR_LIFT);
        } else {
            assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        }
        LabRegion active = result.succeeded() ? target : before;
        regions.assertOnlyActive(active);
        regions.assertNothingLost(active);
        if (result.succeeded()) {
            regions.rebuildStandby();
        }
    }

    /** The lost region returns, and does not write although its own record names it. */
    private static void failOver(TwoRegions regions) throws Exception {
        LabRegion survivor = regions.failOver();
        LabRegion lost = regions.peerOf(survivor);
        regions.assertOnlyActive(survivor);
        regions.assertNothingLost(survivor);
        regions.lab().restore(lost.name());
        regions.assertOnlyActive(survivor);
        regions.assertNothingLost(survivor);
        regions.rebuildStandby();
    }
}
