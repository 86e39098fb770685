package dev.drlab.contract.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A wall clock that is set while something is measured does not change how long it took. */
class MonotonicClockTest {
    private static final Duration STEP = Duration.ofSeconds(20);

    private final AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);
    private final InstantSource wall = () -> Instant.now().plus(set.get());
    private final MonotonicClock clock = MonotonicClock.startingFrom(wall);

    @Test
    void aStepOfTheWallClockChangesNoDuration() {
        long before = System.nanoTime();
        Instant start = clock.instant();
        set.set(STEP);
        Duration measured = Duration.between(start, clock.instant());

        assertThat(measured).isPositive().isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
    }

    @Test
    void beginsAtTheWallClockAndSaysHowFarThatHasGoneAhead() {
        assertThat(clock.wallAhead().abs()).isLessThan(Duration.ofSeconds(10));
        set.set(STEP.negated());
        assertThat(clock.wallAhead()).isLessThan(Duration.ofSeconds(-10));
        assertThat(MonotonicClock.startingFrom(wall).wallAhead().abs()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void translatesBothWaysWithoutLoss() {
        long nanos = System.nanoTime();

        assertThat(clock.nanos(clock.at(nanos))).isEqualTo(nanos);
        assertThat(clock.at(nanos + 1)).isEqualTo(clock.at(nanos).plusNanos(1));
    }
}
