package dev.drlab.drill.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times of a region are changed only where an answer proves that its clock is another. */
class RegionClockTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.500Z");

    private final RegionClock clock = new RegionClock();

    @Test
    void withoutAnAnswerTimesAreTakenAsTheyAre() {
        assertThat(clock.local(NOW)).isEqualTo(NOW);
        assertThat(clock.sentence()).contains("not compared");
    }

    @Test
    void aDifferenceThatWholeSecondsExplainIsNone() {
        clock.note(NOW, Instant.parse("2026-01-31T12:00:00Z"), NOW.plusMillis(100));
        assertThat(clock.local(NOW)).isEqualTo(NOW);
    }

    @Test
    void aProvenDifferenceIsTakenOutAndNarrowedDownByLaterAnswers() {
        clock.note(NOW, Instant.parse("2026-01-31T12:00:10Z"), NOW.plusMillis(100)); // 9.4 to 10.5 s
        clock.note(NOW.plusMillis(900), Instant.parse("2026-01-31T12:00:11Z"), NOW.plusMillis(950)); // 9.55 to 10.6 s
        assertThat(clock.local(NOW.plusSeconds(10))).isBetween(NOW.minusMillis(60), NOW.plusMillis(60));
        assertThat(clock.local(clock.region(NOW))).isEqualTo(NOW);
        assertThat(clock.region(NOW)).isAfter(NOW.plusSeconds(9));
        assertThat(clock.sentence()).startsWith("9.6 to 10.5 s ahead").endsWith("taken as 10.0 s");
    }

    /** Two servers of the region answer a moment apart: no clock was set. */
    @Test
    void answersThatDifferByAnInstantAreNoContradiction() {
        clock.note(NOW, Instant.parse("2026-01-31T12:00:10Z"), NOW.plusMillis(10)); // at least 9.49 s
        clock.note(NOW.plusMillis(600), Instant.parse("2026-01-31T12:00:09Z"), NOW.plusMillis(610)); // at most 8.9 s
        assertThat(clock.known()).isFalse();
        RegionClock other = new RegionClock();
        other.note(NOW, Instant.parse("2026-01-31T12:00:10Z"), NOW.plusMillis(10)); // at least 9.49 s
        other.note(NOW.plusMillis(100), Instant.parse("2026-01-31T12:00:09Z"), NOW.plusMillis(110)); // at most 9.4 s
        assertThat(other.known()).isTrue();
        assertThat(other.local(NOW.plusSeconds(10))).isBetween(NOW.plusMillis(500), NOW.plusMillis(600));
    }

    @Test
    void aClockThatWasSetMeanwhileIsNotTrusted() {
        clock.note(NOW, Instant.parse("2026-01-31T12:00:10Z"), NOW.plusMillis(100));
        clock.note(NOW, Instant.parse("2026-01-31T11:59:00Z"), NOW.plusMillis(100));
        assertThat(clock.local(NOW)).isEqualTo(NOW);
        assertThat(clock.known()).isFalse();
        assertThat(clock.sentence()).contains("not comparable", "at least 9.4 s", "at most -59.5 s");
    }
}
