package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drlab.workload.http.Result;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OutcomeLogTest {
    private static final long MILLI = 1_000_000;
    private static final Offset<Double> EXACT = within(1e-9);

    private final OutcomeLog log = new OutcomeLog();

    @Test
    void theLongestOutageIsTheLongestTimeWithoutAnySuccess() {
        write(100, Result.OK);
        read(150, Result.OK);
        write(160, Result.CONNECTION_ERROR);
        read(400, Result.MISSING);
        write(1000, Result.OK);
        write(1100, Result.OK);
        TrafficStats stats = log.stats(100 * MILLI, 1100 * MILLI);
        assertThat(stats.longestOutageSeconds()).isCloseTo(0.6, EXACT);
        assertThat(stats.longestWriteGapSeconds()).isCloseTo(0.9, EXACT);
        assertThat(stats.requests()).isEqualTo(6);
        assertThat(stats.failed()).isEqualTo(1);
        assertThat(stats.writes()).containsEntry(Result.OK, 3L).containsEntry(Result.CONNECTION_ERROR, 1L);
        assertThat(stats.reads()).containsEntry(Result.OK, 1L).containsEntry(Result.MISSING, 1L);
    }

    @Test
    void anOutageThatLastsUntilTheEndCounts() {
        write(100, Result.OK);
        write(200, Result.TIMEOUT);
        assertThat(log.stats(100 * MILLI, 5100 * MILLI).longestOutageSeconds()).isCloseTo(5, EXACT);
        assertThat(log.stats(100 * MILLI, 5100 * MILLI).longestWriteGapSeconds())
                .isCloseTo(5, EXACT);
    }

    @Test
    void countsOnlyThePeriodAskedFor() {
        write(100, Result.OK);
        write(900, Result.OK);
        write(1000, Result.OK);
        TrafficStats stats = log.stats(850 * MILLI, 1000 * MILLI);
        assertThat(stats.requests()).isEqualTo(2);
        assertThat(stats.longestWriteGapSeconds()).isCloseTo(0.1, EXACT);
    }

    @Test
    void withoutWritesThereIsNoWriteGap() {
        read(100, Result.OK);
        assertThat(log.stats(0, 1000 * MILLI).longestWriteGapSeconds()).isZero();
    }

    @Test
    void aGapThatReachesOverAnEdgeOfThePeriodCountsInFull() {
        write(100, Result.OK);
        write(1000, Result.UNAVAILABLE);
        write(2000, Result.OK);
        write(2100, Result.OK);
        assertThat(gap(1500, 1600)).isCloseTo(1.9, EXACT);
        assertThat(gap(500, 5000)).isCloseTo(2.9, EXACT);
        assertThat(gap(2000, 2100)).as("it ends where the period begins").isCloseTo(0.1, EXACT);
        assertThat(gap(0, 100)).as("from the period's start").isCloseTo(0.1, EXACT);
        assertThat(new OutcomeLog().longestWriteGapSeconds(0, 100 * MILLI, 100 * MILLI))
                .isZero();
    }

    private double gap(long fromMillis, long toMillis) {
        return log.longestWriteGapSeconds(fromMillis * MILLI, toMillis * MILLI, 5000 * MILLI);
    }

    @Test
    void binsCoverThePeriodWithoutHoles() {
        write(10, Result.OK);
        write(20, Result.TIMEOUT);
        read(99, Result.OK);
        read(100, Result.UNAVAILABLE);
        write(350, Result.OK);
        List<AvailabilityBin> bins = log.bins(0, 400 * MILLI, nanos -> Instant.ofEpochSecond(0, nanos));
        assertThat(bins)
                .containsExactly(
                        new AvailabilityBin(Instant.ofEpochMilli(0), 1, 1, 1, 0),
                        new AvailabilityBin(Instant.ofEpochMilli(100), 0, 0, 0, 1),
                        new AvailabilityBin(Instant.ofEpochMilli(200), 0, 0, 0, 0),
                        new AvailabilityBin(Instant.ofEpochMilli(300), 1, 0, 0, 0));
    }

    @Test
    void keepsManyEntries() {
        for (int i = 1; i <= 10_000; i++) {
            write(i, Result.OK);
        }
        assertThat(log.stats(0, 10_000 * MILLI).requests()).isEqualTo(10_000);
        assertThat(log.firstSuccessOr(0)).isEqualTo(MILLI);
    }

    private void write(long millis, Result result) {
        log.add(true, result, millis * MILLI);
    }

    private void read(long millis, Result result) {
        log.add(false, result, millis * MILLI);
    }
}
