package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.ActivateInput;
import dev.drlab.lab.LabOptions;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.RegionNames;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The secondary's clock is half a minute wrong. Writing rests on epochs and on monotonic time, so no invariant depends on
 * it. A drain's deadline does, which the activated region writes and the other one compares: where the activated region's
 * clock is behind by more than the drain may last, the switchover is refused.
 */
class ClockSkewIT {
    private static final String SUCCEEDED = "succeeded";
    /** Lifted by the other region before it was set, or behind it. */
    private static final List<String> DRAIN_LIFTED = List.of("AuthorityLost", "DrainLost");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(ints = {30, -30})
    void aWrongClockCostsNoCommitAndMakesNoSecondWriter(int secondsAhead) throws Exception {
        LabOptions options = LabOptions.defaults(home).withClockOffset(Duration.ofSeconds(secondsAhead));
        try (TwoRegions regions = TwoRegions.start(options)) {
            LabRegion right = regions.lab().region(RegionNames.PRIMARY);
            LabRegion wrong = regions.lab().region(RegionNames.SECONDARY);
            boolean ahead = secondsAhead > 0;

            assertThat(switchOver(regions, wrong)).isIn(ahead ? List.of(SUCCEEDED) : DRAIN_LIFTED);
            failOver(regions);
            LabRegion next = regions.standby();
            assertThat(next.name()).isEqualTo(ahead ? wrong.name() : right.name());
            assertThat(switchOver(regions, next)).isEqualTo(SUCCEEDED);
            assertThat(switchOver(regions, regions.standby())).isIn(DRAIN_LIFTED);
        }
    }

    /** Moves authority there if it can be moved; nothing is lost either way. */
    private static String switchOver(TwoRegions regions, LabRegion target) throws Exception {
        regions.write(3);
        regions.awaitReplicated();
        ExecutionResult result = regions.activate(target, ActivateInput.planned("test"));
        LabRegion active = result.succeeded() ? target : regions.peerOf(target);
        regions.assertOnlyActive(active);
        regions.assertNothingLost(active);
        if (result.succeeded()) {
            regions.rebuildStandby();
        }
        return result.succeeded() ? SUCCEEDED : result.error().orElse("");
    }

    /** The lost region returns, and does not write although its own record names it. */
    private static void failOver(TwoRegions regions) throws Exception {
        LabRegion lost = regions.active();
        LabRegion survivor = regions.standby();
        regions.write(3);
        regions.awaitReplicated();
        Instant lostAt = regions.lab().kill(lost.name());
        ExecutionResult result = regions.activate(survivor, ActivateInput.unplanned("test", lostAt));
        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        regions.assertOnlyActive(survivor);
        regions.assertNothingLost(survivor);
        regions.lab().restore(lost.name());
        regions.assertOnlyActive(survivor);
        regions.assertNothingLost(survivor);
        regions.rebuildStandby();
    }
}
