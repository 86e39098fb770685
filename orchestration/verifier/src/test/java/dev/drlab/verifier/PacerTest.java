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
}
