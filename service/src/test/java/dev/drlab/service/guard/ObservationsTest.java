package dev.drlab.service.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private final Observations observations = new Observations("here", new GuardTiming(100, 15_000, 10_000, 60_000));

    @Test
    void aThreadThatBringsItsTimesLateIsNoPauseOfTheProcess() {
        tick(1000);
        assertThat(tick(1300)).isFalse();
        assertThat(tick(1600)).isFalse();
        assertThat(tick(1100)).as("a thread that was held up for half a second").isFalse();
        assertThat(tick(1650)).as("the next one on time").isFalse();
    }

    @Test
    void aGapOnEitherClockIsAPause() {
        tick(1000);
        assertThat(tick(2001)).isTrue();
        assertThat(observations.tick(nanos(2050), NOON.plusMillis(3010)))
                .as("the wall clock alone, as after a freeze that the monotonic clock does not count")
                .isTrue();
    }

    private boolean tick(long millis) {
        return observations.tick(nanos(millis), NOON.plusMillis(millis));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
