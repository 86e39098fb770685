package dev.drlab.verifier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PollTimerTest {
    private static final long MILLI = 1_000_000;

    private final PollTimer timer = new PollTimer(2 * MILLI, 20 * MILLI);

    /** Looks that take this long, one at a time and far apart. */
    private void answers(int readings, long delayNanos) {
        for (int i = 0; i < readings; i++) {
            timer.answered(0, delayNanos);
        }
    }

    @Test
    void theFirstPollsAnswerIsThereOneIntervalAfterTheAcknowledgement() {
        answers(100, 500_000);
        long due = timer.due(0, 10 * MILLI, 100 * MILLI);
        assertThat(due + 500_000).isCloseTo(102 * MILLI, within(20_000L));
    }

    @Test
    void theNextPollsAnswerIsThereOneIntervalAfterThePollBefore() {
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
    void oneSlowAnswerDoesNotMoveTheNextPolls() {
        answers(100, 500_000);
        long before = timer.due(0, -1, 100_000 * MILLI);
        timer.answered(0, 900 * MILLI);
        assertThat(timer.due(0, -1, 100_000 * MILLI)).isCloseTo(before, within(10_000L));
    }

    /** Canaries that arrive {@code lagNanos} after their acknowledgement, ten milliseconds apart. */
    private static void travel(PollTimer timer, int canaries, long lagNanos) {
        for (int i = 1; i <= canaries; i++) {
            long acked = i * 10 * MILLI;
            timer.polledFirst(timer.due(0, -1, acked) - acked >= lagNanos);
        }
    }

    @Test
    void theFirstPollWaitsUntilCanariesBeginToArrive() {
        PollTimer exact = new PollTimer(400_000, 20 * MILLI);
        travel(exact, 2000, 3 * MILLI);
        assertThat(exact.firstPollNanos()).isCloseTo(3 * MILLI, within(200_000L));
        assertThat(exact.due(0, 50 * MILLI, 100 * MILLI)).isEqualTo(100 * MILLI + exact.firstPollNanos());
    }

    @Test
    void ofFiveCanariesOneIsThereAtTheFirstPoll() {
        PollTimer exact = new PollTimer(400_000, 20 * MILLI);
        int there = 0;
        for (int i = 0; i < 10_000; i++) {
            long lag = MILLI + (i * 7919L % 1000) * 1000; // 1 to 2 ms, all alike
            boolean arrived = exact.firstPollNanos() >= lag;
            exact.polledFirst(arrived);
            there += i >= 5000 && arrived ? 1 : 0;
        }
        assertThat(there).isBetween(800, 1200);
    }

    @Test
    void aLagThatIsOverIsForgottenWithinAHundredCanaries() {
        PollTimer exact = new PollTimer(400_000, 20 * MILLI);
        travel(exact, 2000, 19 * MILLI);
        travel(exact, 100, MILLI);
        assertThat(exact.firstPollNanos()).isCloseTo(MILLI, within(100_000L));
    }

    @Test
    void canariesThatArriveWithinTheIntervalNeedOnePoll() {
        travel(timer, 2000, MILLI);
        answers(100, 500_000);
        long due = timer.due(0, 10 * MILLI, 10_000 * MILLI);
        assertThat(due + 500_000).isCloseTo(10_002 * MILLI, within(20_000L));
    }

    /** Each answer takes 0.3 ms, so that the second reading of a canary can not be sent when it would be due. */
    @Test
    void pollsThatFollowEachOtherAtOnceDoNotMakeAnswersSeemSlower() {
        PollTimer exact = new PollTimer(400_000, 20 * MILLI);
        for (int i = 1; i <= 10_000; i++) {
            long acked = i * 10 * MILLI;
            long sent = -1;
            for (int look = 0; look < 4; look++) {
                long now = look == 0 ? acked : sent + 300_000;
                long due = exact.due(now - acked, sent, now);
                sent = Math.max(now, due);
                exact.answered(due, sent + 300_000);
            }
        }
        assertThat(exact.firstPollNanos()).isCloseTo(100_000, within(20_000L));
    }

    @Test
    void pollsThatGoOnAreLimitedToANumberASecond() {
        PollTimer exact = new PollTimer(100_000, 20 * MILLI);
        long now = 1000 * MILLI;
        long acked = now;
        int readings = 0;
        while (now < 11_000 * MILLI) {
            long due = Math.max(now, exact.due(now - acked, now - 100_000, now));
            now = due + 100_000;
            acked = now - MILLI; // others follow: something is outstanding all the time
            exact.answered(due, now);
            readings++;
        }
        assertThat(readings).isBetween(10 * PollTimer.POLLS_PER_SECOND, 10 * PollTimer.POLLS_PER_SECOND + 140);
    }

    @Test
    void aReplicaThatIsSlowForLongIsAskedHalfOfTheTime() {
        PollTimer exact = new PollTimer(400_000, 20 * MILLI);
        long now = 1000 * MILLI;
        long busy = 0;
        while (now < 61_000 * MILLI) {
            long due = Math.max(now, exact.due(60 * MILLI, now - 50 * MILLI, now));
            now = due + 50 * MILLI;
            exact.answered(due, now);
            busy += 50 * MILLI;
        }
        assertThat(busy / 60e9).isBetween(0.49, 0.52);
    }
}
