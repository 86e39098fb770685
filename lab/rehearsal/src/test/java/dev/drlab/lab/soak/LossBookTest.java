package dev.drlab.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.checker.DivergenceList;
import dev.drlab.lab.checker.LossSoFar;
import dev.drlab.verifier.ledger.SeqRange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossBookTest {
    private static final DivergenceList NOTHING = new DivergenceList(Set.of(), Set.of());

    private final LossBook book = new LossBook();

    @Test
    void countsWhatARoundLostAndNotWhatWasLostBefore() {
        DivergenceList listed = new DivergenceList(Set.of("a", "b", "c"), Set.of(4L, 5L, 9L));
        assertThat(book.enter(missing(List.of("a", "b"), new SeqRange(4, 5)), Disturbance.OUTAGE, listed))
                .isEqualTo(4);
        assertThat(book.enter(missing(List.of("a", "b"), new SeqRange(4, 5)), Disturbance.SWITCHOVER, listed))
                .isZero();
        assertThat(book.enter(
                        missing(List.of("a", "b", "c"), new SeqRange(4, 5), new SeqRange(9, 9)),
                        Disturbance.PARTITION,
                        listed))
                .isEqualTo(2);
    }

    @Test
    void aLossInARoundThatMayLoseNothingIsAViolationThoughItIsListed() {
        DivergenceList listed = new DivergenceList(Set.of("a"), Set.of());
        assertThatThrownBy(() -> book.enter(missing(List.of("a")), Disturbance.SWITCHOVER, listed))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("1 acknowledged commits are missing after a switchover");
    }

    @Test
    void aLossThatNobodyListedIsAViolation() {
        assertThatThrownBy(() -> book.enter(missing(List.of("a")), Disturbance.OUTAGE, NOTHING))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("1 lost commits are in no list");
        assertThatThrownBy(() -> new LossBook()
                        .enter(
                                missing(List.of(), new SeqRange(7, 8)),
                                Disturbance.OUTAGE,
                                new DivergenceList(Set.of(), Set.of(7L))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("1 lost commits are in no list");
    }

    @Test
    void aLostCommitThatIsThereAgainIsAViolation() {
        DivergenceList listed = new DivergenceList(Set.of("a"), Set.of(3L));
        book.enter(missing(List.of("a"), new SeqRange(3, 3)), Disturbance.OUTAGE, listed);
        assertThatThrownBy(() -> book.enter(missing(List.of("a")), Disturbance.SWITCHOVER, listed))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("1 commits that were lost before");
    }

    /** Listed or not, and whatever the last round was: since its account nothing was disturbed. */
    @Test
    void aCommitThatGoesMissingBehindTheLastRoundIsAViolation() {
        DivergenceList listed = new DivergenceList(Set.of("a", "b"), Set.of(4L));
        book.enter(missing(List.of("a")), Disturbance.OUTAGE, listed);
        assertThatThrownBy(() -> book.close(missing(List.of("a", "b"), new SeqRange(4, 4)), listed))
                .isInstanceOf(Violation.class)
                .hasMessage("2 acknowledged commits are missing at the end that were not after the last round");
    }

    @Test
    void whatTheRoundsLostMayBeMissingAtTheEnd() {
        DivergenceList listed = new DivergenceList(Set.of("a"), Set.of());
        book.enter(missing(List.of("a")), Disturbance.OUTAGE, listed);
        assertThatCode(() -> book.close(missing(List.of("a")), listed)).doesNotThrowAnyException();
    }

    private static LossSoFar missing(List<String> keys, SeqRange... canaries) {
        return new LossSoFar(100, keys, List.of(canaries));
    }
}
