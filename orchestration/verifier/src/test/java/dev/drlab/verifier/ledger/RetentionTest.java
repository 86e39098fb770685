package dev.drlab.verifier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.verifier.account.Places;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final Retention retention =
            new Retention(100, List.of(new SeqRange(90, 120), new SeqRange(20, 30), new SeqRange(31, 40)));

    @Test
    void windowsAreInOrderAndThoseThatTouchAreOne() {
        assertThat(retention.kept()).containsExactly(new SeqRange(20, 40), new SeqRange(90, 120));
    }

    @Test
    void coversWhatIsOldAndInNoWindow() {
        assertThat(List.of(1L, 19L, 41L, 89L)).allMatch(retention::covers);
        assertThat(List.of(20L, 40L, 90L, 100L, 101L, 121L)).noneMatch(retention::covers);
        assertThat(retention.coversAll(41, 89)).isTrue();
        assertThat(retention.coversAll(10, 20)).isFalse();
        assertThat(retention.coversAll(10, 60)).isFalse();
        assertThat(retention.coversAll(99, 101)).isFalse();
    }

    @Test
    void rowsAreDeletedAroundTheWindows() {
        assertThat(retention.deletableAbove(0)).containsExactly(new SeqRange(1, 19), new SeqRange(41, 89));
        assertThat(retention.deletableAbove(25)).containsExactly(new SeqRange(41, 89));
        assertThat(retention.deletableAbove(89)).isEmpty();
        assertThat(Retention.NONE.deletableAbove(0)).isEmpty();
    }

    @Test
    void whatIsNotRetainedHasPlacesWithoutGaps() {
        Places places = new Places(retention.accountable());
        assertThat(places.of(20)).isZero();
        assertThat(places.of(40)).isEqualTo(20);
        assertThat(places.of(90)).isEqualTo(21);
        assertThat(places.of(100)).isEqualTo(31);
        assertThat(places.of(101)).isEqualTo(32);
        assertThat(List.of(1L, 19L, 41L, 89L)).allMatch(seq -> places.of(seq) == -1);
        for (long seq : List.of(20L, 33L, 40L, 90L, 100L, 101L, 5000L)) {
            assertThat(places.at(places.of(seq))).isEqualTo(seq);
        }
    }
}
