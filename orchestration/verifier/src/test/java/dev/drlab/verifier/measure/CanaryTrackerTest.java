package dev.drlab.verifier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drlab.verifier.ledger.SeqRange;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CanaryTrackerTest {
    private static final long MILLI = 1_000_000;

    private final CanaryTracker tracker = new CanaryTracker(CanaryTracker.MAX_WINDOW);

    private void acked(long seq, int term, long atMillis) {
        tracker.started(seq, term);
        tracker.acked(seq, atMillis * MILLI);
    }

    @Test
    void lagIsFromAcknowledgementToFirstSight() {
        acked(1, 1, 100);
        tracker.seen(1, 1, 103 * MILLI, 105 * MILLI);
        CanaryTracker.View view = tracker.view(200 * MILLI);
        assertThat(view.lagMillis().max()).isCloseTo(5, within(0.01));
        assertThat(view.resolution().max()).isCloseTo(2, within(0.01));
        assertThat(view.lagSamples()).isEqualTo(1);
        assertThat(view.outstanding()).isZero();
        assertThat(tracker.resolvedThrough()).isEqualTo(1);
    }

    @Test
    void whatTheReplicaShowsBeforeTheAcknowledgementHasNoLag() {
        tracker.started(1, 1);
        tracker.seen(1, 1, 90 * MILLI, 95 * MILLI);
        assertThat(tracker.resolvedThrough()).isZero();
        tracker.acked(1, 100 * MILLI);
        CanaryTracker.View view = tracker.view(100 * MILLI);
        assertThat(view.lagMillis().max()).isZero();
        assertThat(view.replicated()).isEqualTo(1);
        assertThat(tracker.resolvedThrough()).isEqualTo(1);
    }

    @Test
    void theLongestTimeWithoutAnAcknowledgementCountsStartAndEnd() {
        assertThat(tracker.view(9_900 * MILLI).longestWithoutAckSeconds())
                .as("while it connects")
                .isZero();
        assertThat(tracker.view(10_700 * MILLI).longestWithoutAckSeconds()).isEqualTo(0.7);
        acked(1, 1, 10_800);
        acked(2, 1, 11_000);
        tracker.started(3, 1);
        tracker.failed(3);
        assertThat(tracker.view(11_100 * MILLI).longestWithoutAckSeconds())
                .as("before the first, but for the 10 s of the start")
                .isEqualTo(0.8);
        acked(4, 1, 12_000);
        acked(5, 1, 11_999);
        assertThat(tracker.view(12_100 * MILLI).longestWithoutAckSeconds())
                .as("between two")
                .isEqualTo(1.0);
        assertThat(tracker.view(13_500 * MILLI).longestWithoutAckSeconds())
                .as("since the last")
                .isEqualTo(1.5);
    }

    /** The replica showed them, and may not be the server that is promoted. */
    @Test
    void whatTheWriterBeforeHadAndIsNotDeletedStaysForTheAccount() {
        for (long seq = 1; seq <= 500; seq++) {
            acked(seq, 1, seq);
            tracker.seen(seq, 1, seq * MILLI, seq * MILLI);
        }
        tracker.keepAbove(200);
        acked(501, 2, 600);
        assertThat(tracker.lossWindows()).containsExactly(new SeqRange(201, 500));
        tracker.keepAbove(501);
        assertThat(tracker.lossWindows()).hasSize(1);
    }

    @Test
    void commitsOutOfOrderAreNotMissed() {
        tracker.started(1, 1);
        acked(2, 1, 10);
        tracker.seen(2, 1, 9 * MILLI, 11 * MILLI);
        assertThat(tracker.resolvedThrough()).as("1 is still under way").isZero();
        tracker.acked(1, 12 * MILLI);
        assertThat(tracker.outstanding()).isEqualTo(1);
        tracker.seen(2, 1, 11 * MILLI, 13 * MILLI); // shown again: counted once
        tracker.seen(1, 1, 11 * MILLI, 13 * MILLI);
        assertThat(tracker.resolvedThrough()).isEqualTo(2);
        assertThat(tracker.view(13 * MILLI).replicated()).isEqualTo(2);
    }

    @Test
    void aHigherNumberMayBeToldOfBeforeALowerOne() {
        tracker.started(2, 1);
        tracker.started(1, 1);
        tracker.acked(2, MILLI);
        tracker.failed(1);
        assertThat(tracker.resolvedThrough()).isEqualTo(1);
        assertThat(tracker.outstanding()).isEqualTo(1);
    }

    @Test
    void exposureIsTheAgeOfTheOldestThatIsMissing() {
        assertThat(tracker.view(50 * MILLI).exposureSeconds(50 * MILLI)).isZero();
        acked(1, 1, 100);
        acked(2, 1, 200);
        assertThat(tracker.view(1100 * MILLI).exposureSeconds(1100 * MILLI)).isEqualTo(1.0);
        tracker.seen(1, 1, -1, 1100 * MILLI);
        assertThat(tracker.view(1200 * MILLI).exposureSeconds(1200 * MILLI)).isEqualTo(1.0);
        tracker.seen(2, 1, -1, 1300 * MILLI);
        assertThat(tracker.view(1400 * MILLI).exposureSeconds(1400 * MILLI)).isZero();
        assertThat(tracker.view(1400 * MILLI).maxExposureSeconds()).isCloseTo(1.1, within(0.001));
    }

    @Test
    void anUnknownOutcomeIsNoExposure() {
        tracker.started(1, 1);
        tracker.failed(1);
        CanaryTracker.View view = tracker.view(1000 * MILLI);
        assertThat(view.exposureSeconds(1000 * MILLI)).isZero();
        assertThat(view.failed()).isEqualTo(1);
    }

    @Test
    void anotherWritersRowsAreNotTakenForReplicatedOnes() {
        acked(1, 1, 10);
        tracker.seen(1, 2, -1, 20 * MILLI);
        assertThat(tracker.outstanding()).isEqualTo(1);
    }

    @Test
    void aChangeOfRolesSettlesWhatTheEarlierWriterLeftOpen() {
        acked(1, 1, 10);
        acked(2, 1, 20);
        acked(3, 2, 30);
        assertThat(tracker.hasOutstandingBefore(2)).isTrue();
        BitSet present = new BitSet();
        present.set(1);
        tracker.settle(2, present, 0, 50 * MILLI);
        CanaryTracker.View view = tracker.view(60 * MILLI);
        assertThat(tracker.hasOutstandingBefore(2)).isFalse();
        assertThat(view.replicated()).isEqualTo(1);
        assertThat(view.lost()).isEqualTo(1);
        assertThat(view.outstanding()).as("the new writer's").isEqualTo(1);
        assertThat(view.lagSamples()).as("a promotion's delay is no lag").isZero();
        assertThat(tracker.resolvedThrough()).isEqualTo(2);
    }

    @Test
    void theWindowGrowsAndThenGivesUpOnTheOldest() {
        CanaryTracker small = new CanaryTracker(2048);
        for (long seq = 1; seq <= 3000; seq++) {
            small.started(seq, 1);
            small.acked(seq, seq * MILLI);
        }
        assertThat(small.view(4000 * MILLI).outstanding()).isEqualTo(3000);
        assertThat(small.view(4000 * MILLI).exposureSeconds(4000 * MILLI)).isCloseTo(3.999, within(0.001));
        assertThat(small.resolvedThrough()).isEqualTo(952);
        assertThat(small.deletableThrough()).as("the replica has none of them").isZero();
        for (long seq = 953; seq <= 3000; seq++) {
            small.seen(seq, 1, -1, 4000 * MILLI);
        }
        assertThat(small.view(4000 * MILLI).outstanding()).isZero();
        assertThat(small.view(4000 * MILLI).replicated()).isEqualTo(3000);
        assertThat(small.deletableThrough()).isEqualTo(2900);
        assertThat(small.lossWindows()).isEmpty();
    }

    @Test
    void aLossHasAWindowFromTheLastSurvivorsToItsEnd() {
        for (long seq = 1; seq <= 500; seq++) {
            acked(seq, 1, seq);
            if (seq <= 400) {
                tracker.seen(seq, 1, -1, (seq + 1) * MILLI);
            }
        }
        assertThat(tracker.deletableThrough()).isEqualTo(300);
        BitSet present = new BitSet();
        present.set(1, 11); // 401 to 410 had arrived
        tracker.settle(2, present, 400, 900 * MILLI);
        assertThat(tracker.view(900 * MILLI).lost()).isEqualTo(90);
        assertThat(tracker.lossWindows()).containsExactly(new SeqRange(301, 500));
        assertThat(tracker.deletableThrough()).isEqualTo(400);
    }

    @Test
    void aChangeOfRolesWithoutLossNeedsNoWindow() {
        acked(1, 1, 10);
        BitSet present = new BitSet();
        present.set(1);
        tracker.settle(2, present, 0, 50 * MILLI);
        assertThat(tracker.lossWindows()).isEmpty();
    }

    @Test
    void theWindowOfALossReachesBackToWhatWasGivenUpOn() {
        CanaryTracker small = new CanaryTracker(1024);
        for (long seq = 1; seq <= 5000; seq++) {
            small.started(seq, 1);
            small.acked(seq, seq * MILLI);
        }
        small.settle(2, new BitSet(), small.resolvedThrough(), 6000 * MILLI);
        assertThat(small.view(6000 * MILLI).lost()).isEqualTo(5000);
        assertThat(small.lossWindows()).containsExactly(new SeqRange(1, 5000));
    }

    @Test
    void aSampleHasTheLongestLagSinceTheOneBefore() {
        acked(1, 1, 10);
        acked(2, 1, 10);
        tracker.seen(1, 1, -1, 13 * MILLI);
        tracker.seen(2, 1, -1, 17 * MILLI);
        assertThat(tracker.takeSampleLagMillis()).isEqualTo(7);
        assertThat(tracker.takeSampleLagMillis()).isEqualTo(-1);
    }
}
