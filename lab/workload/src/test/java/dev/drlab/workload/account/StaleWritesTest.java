package dev.drlab.workload.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaleWritesTest {
    private static final Instant RAISED = Instant.parse("2026-03-14T09:26:53Z");

    @Test
    void countsWhatTheRegionAcceptedAfterTheHigherEpochAndNothingElse() {
        StaleWrites stale = StaleWrites.of(
                List.of(
                        write("in flight", "old", 1, -5, 5),
                        write("late", "old", 1, 700, 1200),
                        write("stale", "old", 1, 10, 20),
                        write("new region", "new", 2, 10, 20),
                        write("active again", "old", 3, 10, 20)),
                "old",
                2,
                RAISED);
        assertThat(stale.writes()).extracting(AcknowledgedWrite::key).containsExactly("stale", "late");
        assertThat(stale.windowSeconds()).isEqualTo(1.2);
    }

    @Test
    void measuresFromAnyMomentAndNeverBelowZero() {
        StaleWrites stale = StaleWrites.of(List.of(write("a", "old", 1, 10, 400)), "old", 2, RAISED);
        assertThat(stale.secondsUntilLast(RAISED.plusMillis(300))).isEqualTo(0.1);
        assertThat(stale.secondsUntilLast(RAISED.plusMillis(500))).isZero();
        assertThat(stale.within(Duration.ofMillis(200), RAISED.plusMillis(500))).isEqualTo(1);
        assertThat(stale.within(Duration.ofMillis(50), RAISED.plusMillis(500))).isZero();
        assertThat(StaleWrites.of(List.of(), "old", 2, RAISED).windowSeconds()).isZero();
    }

    private static AcknowledgedWrite write(String key, String region, long epoch, long startMillis, long ackMillis) {
        return new AcknowledgedWrite(
                key,
                1,
                region,
                epoch,
                201,
                startMillis * 1_000_000,
                ackMillis * 1_000_000,
                RAISED.plusMillis(startMillis),
                RAISED.plusMillis(ackMillis));
    }
}
