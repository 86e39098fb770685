package dev.drlab.verifier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LookTimerTest {
    private static final long MILLI = 1_000_000;

    private final LookTimer timer = new LookTimer(2 * MILLI, 20 * MILLI);

    /** Looks that take this long, one at a time and far apart. */
    private void answers(int looks, long delayNanos) {
        for (int i = 0; i < looks; i++) {
            timer.answered(0, delayNanos);
        }
    }

    @Test
    void theFirstLooksAnswerIsThereOneIntervalAfterTheAcknowledgement() {
        answers(100, 500_000);
        long due = timer.due(0, 10 * MILLI, 100 * MILLI);
        assertThat(due + 500_000).isCloseTo(102 * MILLI, within(20_000L));
    }

    @Test
    void theNextLooksAnswerIsThereOneIntervalAfterTheLookBefore() {
        answers(100, 500_000);
        long due = timer.due(5 * MILLI, 101 * MILLI, 102 * MILLI);
        assertThat(due + 500_000).isCloseTo(103 * MILLI, within(20_000L));
    }

    @Test
    void theIntervalIsAFiftiethOfTheAgeWithinLimits() {
        answers(100, 0);
        long now = 10_000 * MILLI;
        assertThat(timer.due(500 * MILLI, now, now) - now).isCloseTo(10 * MILLI, within(20_000L));
        assertThat(timer.due(9000 * MILLI, now, now) - now).isCloseTo(20 * MILLI, within(20_000L));
    }

    @Test
    void aReplicaThatAnswersSlowlyIsLeftInPeaceInBetween() {
        answers(100, 500_000);
        timer.answered(100 * MILLI, 150 * MILLI);
        assertThat(timer.due(60 * MILLI, 100 * MILLI, 150 * MILLI)).isEqualTo(151 * MILLI);
    }

    @Test
    void oneSlowAnswerDoesNotMoveTheNextLooks() {
        answers(100, 500_000);
        long before = timer.due(0, -1, 100_000 * MILLI);
        timer.answered(0, 900 * MILLI);
        assertThat(timer.due(0, -1, 100_000 * MILLI)).isCloseTo(before, within(10_000L));
    }
}
