package dev.drlab.contract.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollTest {
    private final ManualClock clock = new ManualClock();
    private final AtomicInteger readings = new AtomicInteger();

    @AfterEach
    void leaveNoInterrupt() {
        Thread.interrupted();
    }

    @Test
    void asksAgainAfterEachIntervalUntilItSeesWhatIsWanted() throws Exception {
        Observed<Integer> seen =
                poll(Duration.ofSeconds(30)).observe("it did not come", readings::incrementAndGet, n -> n == 4);
        assertThat(seen.met()).isTrue();
        assertThat(seen.last()).isEqualTo(4);
        assertThat(clock.slept).containsOnly(Duration.ofSeconds(2)).hasSize(3);
    }

    @Test
    void asksOnceEvenWhenThereIsNoTime() throws Exception {
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            readings.set(0);
            assertThat(poll(none)
                            .holds("x", () -> readings.incrementAndGet() == 1)
                            .met())
                    .isTrue();
            assertThat(poll(none)
                            .holds("x", () -> readings.incrementAndGet() == 1)
                            .met())
                    .isFalse();
            assertThat(readings).hasValue(2);
        }
        assertThat(clock.slept).isEmpty();
    }

    @Test
    void asksOnceMoreWhenTheDeadlineHasComeAndSleepsNoLongerThanThat() throws Exception {
        Observed<Integer> seen =
                poll(Duration.ofSeconds(5)).observe("it did not come", readings::incrementAndGet, n -> false);
        assertThat(seen.met()).isFalse();
        assertThat(clock.slept).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1));
        assertThat(seen.last()).isEqualTo(4);
    }

    @Test
    void whoGivesUpSaysWhatItWaitedForAndForHowLong() throws Exception {
        Observed<Integer> seen = poll(Duration.ofSeconds(4)).observe("the lag did not fall", () -> 7, n -> n < 5);
        assertThatThrownBy(() -> seen.orElseThrow((text, lag) -> new IllegalStateException(text + ": it is " + lag)))
                .hasMessage("the lag did not fall within 4 s: it is 7");
        assertThat(poll(Duration.ofMillis(250))
                        .holds("it did not come", () -> false)
                        .otherwise())
                .isEqualTo("it did not come within 250 ms");
    }

    @Test
    void whatWasSeenInTimeIsReturned() throws Exception {
        assertThat(poll(Duration.ZERO)
                        .observe("x", () -> 7, n -> true)
                        .orElseThrow((text, lag) -> new IllegalStateException(text)))
                .isEqualTo(7);
    }

    @Test
    void severalPollsShareADeadline() throws Exception {
        Deadline deadline = Deadline.after(Duration.ofSeconds(3), clock);
        Poll poll = Poll.until(deadline).every(Duration.ofSeconds(2));
        assertThat(poll.holds("x", () -> readings.incrementAndGet() == 2).met()).isTrue();
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(1));
        assertThat(poll.holds("x", () -> false).met()).isFalse();
        assertThat(deadline.passed()).isTrue();
        assertThat(clock.slept).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));
    }

    @Test
    void aReadingThatFailsEndsTheWaitWithItsFailure() {
        assertThatThrownBy(() -> poll(Duration.ofSeconds(5)).holds("x", () -> {
                    throw new IOException("unreadable");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("unreadable");
        assertThat(clock.slept).isEmpty();
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> poll(Duration.ofHours(1)).holds("x", () -> false))
                .isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Poll.within(Duration.ofHours(1)).holds("x", () -> false))
                .isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() ->
                        Poll.within(Duration.ofHours(1)).every(Duration.ZERO).holds("x", () -> false))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void anUninterruptedWaitGoesOnToItsDeadlineAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        Deadline deadline = Deadline.after(Duration.ofSeconds(5), clock);
        Observed<Boolean> seen = Uninterrupted.get(
                () -> Poll.until(deadline).every(Duration.ofSeconds(2)).holds("x", () -> false));
        assertThat(seen.met()).isFalse();
        assertThat(deadline.passed()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theMachinesClockSleepsAtLeastAsLongAsAsked() throws Exception {
        long start = System.nanoTime();
        WaitClock.SYSTEM.sleep(Duration.ofMillis(3));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(3_000_000);
    }

    @Test
    void refusesANegativeInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> poll(Duration.ZERO).every(Duration.ofMillis(-1)))
                .withMessageContaining("interval");
    }

    private Poll poll(Duration limit) {
        return Poll.until(Deadline.after(limit, clock)).every(Duration.ofSeconds(2));
    }
}
