package dev.drlab.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.verifier.CanaryPair;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.ledger.SegmentStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose disk runs full under a run; the full disk is simulated at the file, all else is real. */
class LedgerFailureIT {
    @Test
    void noCanaryIsWrittenWithoutALedgerAndNoneIsForgotten(@TempDir Path directory) throws Exception {
        try (LabHome home = LabHome.open(directory)) {
            CanaryPair pair = new CanaryPair(home, directory);
            AtomicLong room = new AtomicLong(20_000);
            try (CanaryRun run = CanaryRun.start(pair.config(500), new BoundedStore(room))) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> run.snapshot().ledgerFailure().isPresent());
                CanaryResult result = run.stop(Duration.ofSeconds(10));
                assertThat(result.end().ledgerFailure().orElseThrow()).contains("No space left on device");
                LossAccount account = CanaryPair.account(run.ledger(), pair.one());
                assertThat(account.acked()).isEqualTo(result.end().acked());
                assertThat(account.lost()).isZero();
                assertThat(account.foreignRows()).isZero();
                assertThat(account.unackedSurvivors()).isZero();
                assertThat(CanaryPair.rows(pair.one())).hasSize((int) account.acked());
            }
        }
    }

    private record BoundedStore(AtomicLong room) implements SegmentStore {
        @Override
        public Segment create(Path path) throws IOException {
            Segment file = SegmentStore.files().create(path);
            return new Segment() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    if (room.addAndGet(-bytes.remaining()) < 0) {
                        throw new IOException("No space left on device");
                    }
                    file.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    file.force();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }

        @Override
        public void delete(Path path) throws IOException {
            SegmentStore.files().delete(path);
        }
    }
}
