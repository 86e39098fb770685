package dev.drlab.verifier.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectTrackerTest {
    private static final long MILLI = 1_000_000L;
    private static final String OLD = "old";
    private static final String NEW = "new";

    private final ObjectTracker tracker = new ObjectTracker();

    private void observed(String region, List<Long> found, long atMillis) {
        tracker.observed(region, found, atMillis * MILLI, atMillis * MILLI, (atMillis - 10) * MILLI, true);
    }

    @Test
    void lagIsTheTimeFromAcknowledgementToFirstSight() {
        tracker.acked(1, OLD, 0);
        observed(NEW, List.of(), 40);
        observed(NEW, List.of(1L), 50);
        ObjectCanarySnapshot end = tracker.snapshot();
        assertThat(end.replication().lagMillis().max()).isBetween(49.9, 50.1);
        assertThat(end.replication().resolutionMillis()).isBetween(9.9, 10.1);
        assertThat(end.replication().samples()).isOne();
        assertThat(end.outstanding()).isZero();
    }

    @Test
    void anObjectInItsOwnBucketHasNotArrived() {
        tracker.acked(1, OLD, 0);
        observed(OLD, List.of(1L), 50);
        assertThat(tracker.snapshot().outstanding()).isOne();
        assertThat(tracker.lowestOpenFor(NEW)).contains(1L);
        assertThat(tracker.lowestOpenFor(OLD)).isEmpty();
    }

    @Test
    void whatTheActivatedRegionLacksIsMissing() {
        tracker.acked(1, OLD, 0);
        observed(NEW, List.of(1L), 50);
        tracker.acked(2, OLD, 1000 * MILLI);
        tracker.acked(3, OLD, 3000 * MILLI);
        tracker.activated(NEW);
        observed(NEW, List.of(), 6000);
        ObjectCanarySnapshot end = tracker.snapshot();
        assertThat(end.missingAtActivation()).isEqualTo(2);
        assertThat(end.missingSeconds()).isEqualTo(3.0);
        assertThat(end.outstanding()).isZero();
        assertThat(tracker.settled()).isTrue();
    }

    @Test
    void aMissingObjectThatArrivesAfterAllIsToldApartAndIsNoLag() {
        tracker.acked(1, OLD, 0);
        tracker.activated(NEW);
        observed(NEW, List.of(), 100);
        observed(NEW, List.of(1L), 9000);
        ObjectCanarySnapshot end = tracker.snapshot();
        assertThat(end.missingAtActivation()).isOne();
        assertThat(end.arrivedLater()).isOne();
        assertThat(end.replication().samples()).isZero();
    }

    @Test
    void anIncompleteReadingJudgesNothing() {
        tracker.acked(1, OLD, 0);
        tracker.activated(NEW);
        tracker.observed(NEW, List.of(), 100 * MILLI, 100 * MILLI, 90 * MILLI, false);
        assertThat(tracker.snapshot().missingAtActivation()).isZero();
        assertThat(tracker.settled()).isFalse();
    }

    @Test
    void objectsOfTheNewRegionAreJudgedByTheOldOnlyWhenThatBecomesActive() {
        tracker.activated(NEW);
        tracker.acked(1, NEW, 0);
        observed(NEW, List.of(), 100);
        assertThat(tracker.snapshot().missingAtActivation()).isZero();
        assertThat(tracker.snapshot().outstanding()).isOne();
    }
}
