package dev.drlab.verifier.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private final List<Term> terms = new ArrayList<>();
    private final Topology topology = new Topology(terms::add);

    private static EndpointState writer(int timeline, long epoch) {
        return new EndpointState(false, timeline, epoch);
    }

    private static EndpointState standby(long epoch) {
        return new EndpointState(true, 0, epoch);
    }

    @Test
    void theDatabaseOutOfRecoveryIsTheWriterAndTheOtherTheReplica() {
        topology.observed(1, standby(1));
        assertThat(topology.term()).isNull();
        assertThat(topology.replica()).isEqualTo(1);
        topology.observed(0, writer(1, 1));
        assertThat(topology.term()).isEqualTo(new Term(1, 0, 1));
        assertThat(topology.replica()).isEqualTo(1);
    }

    @Test
    void theHigherEpochWins() {
        topology.observed(0, writer(1, 1));
        topology.observed(1, writer(2, 2));
        assertThat(topology.term().endpoint()).isEqualTo(1);
        assertThat(topology.replica()).as("a stale primary is no replica").isEqualTo(-1);
    }

    @Test
    void withoutEpochsTheHigherTimelineWins() {
        topology.observed(0, writer(1, 0));
        topology.observed(1, writer(2, 0));
        assertThat(topology.term().endpoint()).isEqualTo(1);
    }

    @Test
    void aReturningOldPrimaryIsNotWrittenTo() {
        topology.observed(0, writer(1, 1));
        topology.unreachable(0);
        topology.observed(1, writer(2, 2));
        topology.unreachable(1);
        topology.observed(0, writer(1, 1));
        assertThat(topology.term().endpoint()).isEqualTo(1);
        assertThat(terms).hasSize(2);
    }

    @Test
    void aRestartIsNoNewTermButARoleSwapIs() {
        topology.observed(0, writer(1, 1));
        topology.unreachable(0);
        topology.observed(0, writer(1, 1));
        assertThat(terms).hasSize(1);
        topology.observed(0, standby(2));
        assertThat(topology.term()).isNull();
        topology.observed(1, writer(2, 2));
        topology.observed(1, writer(2, 4));
        assertThat(terms).extracting(Term::number).containsExactly(1, 2);
        assertThat(topology.epoch(1)).isEqualTo(4);
        assertThat(topology.replica()).isZero();
    }

    /** Each finding would else begin a term, and what the writer has would count as having survived. */
    @Test
    void twoNamesOfOneServerAreOneWriterAndNoReplica() {
        for (int i = 0; i < 3; i++) {
            assertThat(topology.observed(0, writer(1, 1))).isTrue();
            assertThat(topology.observed(1, writer(1, 1))).isFalse();
        }
        assertThat(terms).containsExactly(new Term(1, 0, 1));
        assertThat(topology.replica()).isEqualTo(-1);
    }

    @Test
    void aStandbyThatLeavesRecoveryWithoutAPromotionIsNoWriter() {
        topology.observed(0, writer(1, 1));
        topology.observed(1, standby(1));
        topology.unreachable(0);
        assertThat(topology.observed(1, writer(1, 1))).isFalse();
        assertThat(topology.replica()).isEqualTo(-1);
        assertThat(topology.observed(1, writer(2, 1))).isTrue();
        assertThat(topology.term().endpoint()).isEqualTo(1);
    }
}
