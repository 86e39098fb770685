package dev.drlab.contract.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorityRecordTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final String A = "ap-southeast-2";
    private static final String B = "us-west-2";

    @Test
    void theHigherEpochHolds() {
        AuthorityRecord one = AuthorityRecord.of(1, A, NOW);
        AuthorityRecord two = AuthorityRecord.of(2, B, NOW.minusSeconds(60));

        assertThat(one.orHigher(Optional.of(two))).isSameAs(two);
        assertThat(two.orHigher(Optional.of(one))).isSameAs(two);
        assertThat(one.orHigher(Optional.empty())).isSameAs(one);
        assertThat(one.orHigher(Optional.of(AuthorityRecord.of(1, A, NOW.plusSeconds(1)))))
                .as("equal epochs: its own")
                .isSameAs(one);
    }

    /** Each activation sees its own record, the peer's where it can, and the database's epoch. */
    @Test
    void epochsGrowAndKeepParityThroughSwitchoversAndAnOutage() {
        List<AuthorityRecord> history = new ArrayList<>();
        AuthorityRecord inA = activated(history, Parity.ODD, A, 0, Optional.empty(), Optional.empty());
        AuthorityRecord inB = activated(history, Parity.EVEN, B, 1, Optional.empty(), Optional.of(inA));
        inA = activated(history, Parity.ODD, A, 2, Optional.of(inA), Optional.of(inB));

        // A is dark: B knows only its own record, which may be old, and its replica's epoch.
        inB = activated(history, Parity.EVEN, B, 3, Optional.of(inB), Optional.empty());
        // A returns and is switched back to, seeing B again.
        inA = activated(history, Parity.ODD, A, 4, Optional.of(inA), Optional.of(inB));

        assertThat(history).extracting(AuthorityRecord::epoch).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(history).extracting(AuthorityRecord::region).containsExactly(A, B, A, B, A);
        assertThat(history)
                .allSatisfy(record -> assertThat(
                                (record.region().equals(A) ? Parity.ODD : Parity.EVEN).owns(record.epoch()))
                        .isTrue());
    }

    /** B missed a whole round trip in its record; the database that it promotes still knows. */
    @Test
    void theDatabasesEpochRaisesAnOldRecord() {
        List<AuthorityRecord> history = new ArrayList<>();
        AuthorityRecord old = AuthorityRecord.of(2, B, NOW);

        AuthorityRecord next = activated(history, Parity.EVEN, B, 7, Optional.of(old), Optional.empty());

        assertThat(next.epoch()).isEqualTo(8);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> AuthorityRecord.of(0, A, NOW)).hasMessageContaining("epoch");
        assertThatThrownBy(() -> AuthorityRecord.of(1, " ", NOW)).hasMessageContaining("region");
        assertThatThrownBy(() -> AuthorityRecord.of(1, A, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Drain("", NOW)).hasMessageContaining("token");
        assertThatThrownBy(() -> new Drain("t", null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aDrainEndsAfterItsDeadline() {
        Drain drain = new Drain("t", NOW);

        assertThat(drain.expiredAt(NOW)).isFalse();
        assertThat(drain.expiredAt(NOW.plusNanos(1))).isTrue();
    }

    private static AuthorityRecord activated(
            List<AuthorityRecord> history,
            Parity parity,
            String region,
            long databaseEpoch,
            Optional<AuthorityRecord> own,
            Optional<AuthorityRecord> peer) {
        long seen = Math.max(
                databaseEpoch,
                Math.max(
                        own.map(AuthorityRecord::epoch).orElse(0L),
                        peer.map(AuthorityRecord::epoch).orElse(0L)));
        AuthorityRecord next = AuthorityRecord.of(parity.nextAbove(seen), region, NOW);
        own.ifPresent(record -> assertThat(record.orHigher(Optional.of(next))).isSameAs(next));
        peer.ifPresent(record -> assertThat(record.orHigher(Optional.of(next))).isSameAs(next));
        history.add(next);
        return next;
    }
}
