package dev.drlab.verifier.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND = 1_000_000_000;
    private static final Pacer.Occupation NOTHING = Pacer.Occupation.until(0);

    @Test
    void placesAreAtFixedDistancesWhateverTheDatabaseDoes() {
        Pacer pacer = new Pacer(100, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(pacer.claim(0, NOTHING)).isEqualTo(i * SECOND / 100);
        }
        assertThat(pacer.skipped()).isEqualTo(Skipped.NONE);
    }

    @Test
    void aShortStallIsMadeUpFor() {
        Pacer pacer = new Pacer(100, 0);
        assertThat(pacer.claim(SECOND / 5, NOTHING)).isZero();
        assertThat(pacer.skipped()).isEqualTo(Skipped.NONE);
    }

    @Test
    void aLongStallIsSkippedAndCounted() {
        Pacer pacer = new Pacer(100, 0);
        long due = pacer.claim(10 * SECOND, NOTHING);
        assertThat(due).isBetween(9_740_000_000L, 9_760_000_000L);
        assertThat(pacer.skipped()).isEqualTo(new Skipped(975, 0, 0));
    }

    @Test
    void slowRatesDoNotCountTheirOwnPeriodAsAStall() {
        Pacer pacer = new Pacer(0.5, 0);
        assertThat(pacer.claim(0, NOTHING)).isZero();
        assertThat(pacer.claim(SECOND, NOTHING)).isEqualTo(2 * SECOND);
        assertThat(pacer.skipped()).isEqualTo(Skipped.NONE);
    }

    @Test
    void aWriterThatNeedsLongerThanThePeriodStaysBehindAndIsToldSoNowAndThen() {
        Pacer pacer = new Pacer(100, 0);
        int told = 0;
        for (long now = 0; now <= SECOND; now += SECOND / 20) {
            pacer.claim(now, NOTHING);
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
            due = pacer.claim(now, NOTHING);
            assertThat(pacer.staysBehind(now)).isFalse();
            now += SECOND / 1000; // what a near database needs
        } while (due < now);
        assertThat(pacer.skipped()).isEqualTo(Skipped.NONE);
    }

    @Test
    void aPlaceThatIsClaimedInTimeEndsTheLateness() {
        Pacer pacer = new Pacer(100, 0);
        pacer.claim(SECOND / 5, NOTHING);
        while (pacer.claim(SECOND / 5, NOTHING) < SECOND / 5) {
            // catches up
        }
        pacer.claim(SECOND / 2, NOTHING);
        assertThat(pacer.staysBehind(SECOND / 2)).isFalse();
    }

    /** A commit that took from second 1 to 4, then no session until second 8, and a machine that slept until 10. */
    @Test
    void whatWasMissedIsCountedByWhatTheWriterWasDoing() {
        Pacer pacer = new Pacer(100, 0);
        pacer.claim(10 * SECOND, new Pacer.Occupation(SECOND, 4 * SECOND, 8 * SECOND));
        assertThat(pacer.skipped()).isEqualTo(new Skipped(100 + 175, 300, 400));
        assertThat(pacer.skipped().total()).isEqualTo(975);
    }

    /** Every commit takes 2 ms: one connection keeps half of the rate, while the writer answers all the time. */
    @Test
    void aRateThatTheConnectionsCannotKeepIsNoMissingWriter() {
        Pacer pacer = new Pacer(1000, 0);
        Pacer.Occupation before = NOTHING;
        for (long now = 0; now < 10 * SECOND; now += SECOND / 500) {
            pacer.claim(now, before);
            before = new Pacer.Occupation(now, now + SECOND / 500, now + SECOND / 500);
        }
        assertThat(pacer.skipped().withoutWriter()).isZero();
        assertThat(pacer.skipped().schedule()).isGreaterThan(4000);
        assertThat(pacer.skipped().busy()).isZero();
    }

    @Test
    void aPlaceThatIsGivenUpWasMissedForWantOfAWriter() {
        Pacer pacer = new Pacer(100, 0);
        pacer.claim(0, NOTHING);
        pacer.giveUp();
        assertThat(pacer.skipped()).isEqualTo(new Skipped(0, 0, 1));
    }
}
