package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - SECOND; // wraps around on the way

    @Test
    void aRateBelowTheGrowthIsFullFromTheStart() {
        Schedule schedule = new Schedule(100, 200, START);
        assertThat(due(schedule, 0)).isEqualTo(1);
        assertThat(due(schedule, SECOND)).isEqualTo(100);
        assertThat(due(schedule, 2 * SECOND)).isEqualTo(100);
    }

    @Test
    void aHighRateGrowsEvenlyAndThenStays() {
        Schedule schedule = new Schedule(1000, 200, START);
        assertThat(due(schedule, SECOND)).isBetween(300, 301);
        assertThat(due(schedule, 2 * SECOND)).isBetween(499, 501);
        assertThat(due(schedule, 4 * SECOND)).isBetween(1599, 1601);
        assertThat(due(schedule, 5 * SECOND)).isBetween(999, 1001);
        assertThat(due(schedule, 10 * SECOND)).isBetween(4999, 5001);
    }

    @Test
    void infiniteGrowthIsTheFullRateAtOnce() {
        Schedule schedule = new Schedule(1000, Double.POSITIVE_INFINITY, START);
        assertThat(due(schedule, SECOND)).isBetween(1000, 1001);
    }

    @Test
    void tellsHowLongItIsToTheNext() {
        Schedule schedule = new Schedule(10, 200, START);
        assertThat(schedule.untilNext(START)).isZero();
        assertThat(schedule.due(START)).isTrue();
        assertThat(schedule.untilNext(START)).isEqualTo(SECOND / 10);
    }

    @Test
    void aRateOfZeroNeverFallsDue() {
        Schedule schedule = new Schedule(0, 200, START);
        assertThat(due(schedule, 100 * SECOND)).isZero();
        assertThat(schedule.untilNext(START)).isEqualTo(Long.MAX_VALUE);
    }

    private static int due(Schedule schedule, long afterNanos) {
        int count = 0;
        while (schedule.due(START + afterNanos)) {
            count++;
        }
        return count;
    }
}
