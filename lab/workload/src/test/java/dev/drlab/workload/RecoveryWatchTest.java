package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.http.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecoveryWatchTest {
    private static final long SINCE = 1_000;

    private final List<Long> readBack = new ArrayList<>();
    private final RecoveryWatch watch = new RecoveryWatch("p", SINCE, new Recording(), MonotonicClock.start());

    /** A drain can come between a commit and its answer: such an answer says nothing of what the region does now. */
    @Test
    void anAnswerThatWasUnderWayIsNoRecovery() {
        watch.begin(Optional.empty());
        watch.acknowledged(write(1, "p", SINCE - 1));
        watch.acknowledged(write(2, "s", SINCE));
        assertThat(readBack).isEmpty();
        watch.acknowledged(write(3, "p", SINCE));
        assertThat(readBack).containsExactly(3L);
    }

    /** Where it is asked for later, new acknowledgements come while the ledger is searched for the first. */
    @Test
    void theFirstOfTheLedgerGoesBeforeWhatCameMeanwhile() {
        watch.acknowledged(write(2, "p", SINCE + 2));
        assertThat(readBack).isEmpty();
        watch.begin(Optional.of(write(1, "p", SINCE + 1)));
        assertThat(readBack).containsExactly(1L);
    }

    @Test
    void whatCameMeanwhileIsNotForgottenWhereTheLedgerHadNone() {
        watch.acknowledged(write(2, "p", SINCE + 2));
        watch.acknowledged(write(3, "p", SINCE + 3));
        watch.begin(Optional.empty());
        assertThat(readBack).containsExactly(2L);
    }

    private static AcknowledgedWrite write(long id, String region, long startNanos) {
        Instant any = Instant.EPOCH;
        return new AcknowledgedWrite("key-" + id, id, region, 1, 201, startNanos, SINCE + 500, any, any);
    }

    private final class Recording implements RecoveryWatch.ReadBack {
        @Override
        public void now(long id, Consumer<Reply> reply) {
            readBack.add(id);
        }

        @Override
        public void soon(long id, Consumer<Reply> reply) {
            readBack.add(id);
        }
    }
}
