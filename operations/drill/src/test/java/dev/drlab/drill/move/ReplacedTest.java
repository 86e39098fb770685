package dev.drlab.drill.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.report.Report;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes of a replaced region are counted only as far as the two clocks can be compared. */
class ReplacedTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final RegionClock clock = new RegionClock();

    /** The machine stood still for 450 ms, too short to be noticed: the region's clock is 20 ms ahead, or 450. */
    @Test
    void aWriteBetweenTheBoundsOfTheClockIsNotTakenForNone() {
        atMostAhead(20);
        atLeastAhead(450);
        assertThat(clock.known()).isTrue();

        Report.SplitBrain splitBrain = splitBrain(write("old", 1, -440));

        assertThat(splitBrain.notMeasured())
                .startsWith(
                        "when old was replaced is not known closely enough (it accepted 0 to 1 writes after it), as")
                .contains("the clock of new was 0.0 to 0.5 s ahead");
        assertThat(splitBrain.httpWritesAcceptedByStaleRegion()).isZero();
    }

    /** Bounds with 0 between them: times are taken as they are, and may be wrong by all of the width. */
    @Test
    void aDifferenceThatIsNotProvenMayBeThereAllTheSame() {
        atLeastAhead(-100);
        atMostAhead(800);
        assertThat(clock.local(NOON)).isEqualTo(NOON);
        assertThat(splitBrain(write("old", 1, -700)).notMeasured()).contains("0 to 1 writes");
        assertThat(splitBrain(write("old", 1, 50)).notMeasured()).contains("0 to 1 writes");
    }

    /** That there was one is certain, and is said; how many is known within the bounds. */
    @Test
    void aSplitBrainByBothBoundsIsNotHiddenByTheirDifference() {
        atLeastAhead(-100);
        atMostAhead(800);
        AcknowledgedWrite[] writes = {write("old", 1, 50), write("old", 1, 150)};
        assertThat(splitBrain(writes).notMeasured()).isNull();
        assertThat(splitBrain(writes).httpWritesAcceptedByStaleRegion()).isEqualTo(2);
        assertThat(splitBrain(writes).windowSeconds()).isEqualTo(0.96);
        assertThat(replaced(writes).warning().orElseThrow())
                .startsWith("old accepted 1 to 2 writes after it had been replaced: the clock of new was");
    }

    @Test
    void whatIsTooMuchByBothBoundsIsCounted() {
        atLeastAhead(-100);
        atMostAhead(800);
        Report.SplitBrain splitBrain = splitBrain(write("old", 1, -900), write("old", 1, 200), write("old", 1, 300));
        assertThat(splitBrain.notMeasured()).isNull();
        assertThat(splitBrain.httpWritesAcceptedByStaleRegion()).isEqualTo(2);
        assertThat(splitBrain.windowSeconds()).isEqualTo(1.11);
        assertThat(replaced(write("old", 1, 200)).warning()).isEmpty();
    }

    @Test
    void noneByBothBoundsIsNone() {
        atLeastAhead(-100);
        atMostAhead(800);
        Report.SplitBrain splitBrain =
                splitBrain(write("old", 1, -900), write("new", 2, -50), write("new", 2, 50), write("old", 2, 50));
        assertThat(splitBrain.notMeasured()).isNull();
        assertThat(splitBrain.httpWritesAcceptedByStaleRegion()).isZero();
    }

    @Test
    void withoutAComparisonNothingIsCounted() {
        assertThat(splitBrain().notMeasured())
                .contains("when old was replaced is not known, as the clock of new was not");
        atMostAhead(-5_000);
        atLeastAhead(5_000);
        assertThat(splitBrain().notMeasured()).contains("not comparable");
    }

    private void atLeastAhead(long millis) {
        clock.note(NOON.minusSeconds(60), NOON, NOON.minusMillis(millis));
    }

    private void atMostAhead(long millis) {
        clock.note(NOON.plusSeconds(1).minusMillis(millis), NOON, NOON.plusSeconds(60));
    }

    private Report.SplitBrain splitBrain(AcknowledgedWrite... writes) {
        return replaced(writes).splitBrain();
    }

    private Replaced replaced(AcknowledgedWrite... writes) {
        return new Replaced("old", 2, clock.local(NOON), clock, "new", List.of(writes));
    }

    /** Started so many ms after the moment of the replacement, by the region's clock if it were this machine's. */
    private static AcknowledgedWrite write(String region, long epoch, long millis) {
        Instant at = NOON.plusMillis(millis);
        return new AcknowledgedWrite("key", 1, region, epoch, 201, 0, 0, at, at.plusMillis(10));
    }
}
