package dev.drlab.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void placesAreAtFixedDistancesWhateverTheDatabaseDoes() {
        Pacer pacer = new Pacer(100, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(pacer.claim(0)).isEqualTo(i * SECOND / 100);
        }
        assertThat(pacer.skipped()).isZero();
    }

    @Test
    void aShortStallIsMadeUpFor() {
        Pacer pacer = new Pacer(100, 0);
        assertThat(pacer.claim(SECOND / 5)).isZero();
        assertThat(pacer.skipped()).isZero();
    }

    @Test
    void aLongStallIsSkippedAndCounted() {
        Pacer pacer = new Pacer(100, 0);
        long due = pacer.claim(10 * SECOND);
        assertThat(due).isBetween(9_740_000_000L, 9_760_000_000L);
        assertThat(pacer.skipped()).isEqualTo(975);
    }

    @Test
    void slowRatesDoNotCountTheirOwnPeriodAsAStall() {
        Pacer pacer = new Pacer(0.5, 0);
        assertThat(pacer.claim(0)).isZero();
        assertThat(pacer.claim(SECOND)).isEqualTo(2 * SECOND);
        assertThat(pacer.skipped()).isZero();
    }

    @Test
    void aWriterThatNeedsLongerThanThePeriodStaysBehindAndIsToldSoNowAndThen() {
        Pacer pacer = new Pacer(100, 0);
        int told = 0;
        for (long now = 0; now <= SECOND; now += SECOND / 20) {
            pacer.claim(now);
            told += pacer.staysBehind(now) ? 1 : 0;
        }
        assertThat(told).isBetween(3, 5);
    }

    @Test
    void aPauseThatIsMadeUpForQuicklyIsNotStayingBehind() {
        Pacer pacer = new Pacer(100, 0);
        long now = SECOND / 5;
        long due;
        do {
            due = pacer.claim(now);
            assertThat(pacer.staysBehind(now)).isFalse();
            now += SECOND / 1000; // what a near database needs
        } while (due < now);
        assertThat(pacer.skipped()).isZero();
    }

    @Test
    void aPlaceThatIsClaimedInTimeEndsTheLateness() {
        Pacer pacer = new Pacer(100, 0);
        pacer.claim(SECOND / 5);
        while (pacer.claim(SECOND / 5) < SECOND / 5) {
            // catches up
        }
        pacer.claim(SECOND / 2);
        assertThat(pacer.staysBehind(SECOND / 2)).isFalse();
    }
}
