package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLedger;
import dev.drlab.workload.history.HttpLoss;
import dev.drlab.workload.history.WriteAttempt;
import dev.drlab.workload.http.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpLossTest {
    private final List<AcknowledgedWrite> writes =
            IntStream.rangeClosed(1, 10).mapToObj(HttpLossTest::write).toList();

    @Test
    void nothingIsLostIfNothingIsMissing() {
        assertThat(HttpLoss.account(writes, Set.of())).isEqualTo(new HttpLoss(10, 0, 0, false, List.of()));
    }

    @Test
    void secondsCountFromTheLastSurvivorBeforeTheLoss() {
        HttpLoss loss = HttpLoss.account(writes, Set.of("k6", "k7", "k8"));
        assertThat(loss.acked()).isEqualTo(10);
        assertThat(loss.lost()).isEqualTo(3);
        assertThat(loss.lostSeconds()).isCloseTo(3, within(1e-9));
        assertThat(loss.lostWhole()).isFalse();
        assertThat(loss.lostWrites()).extracting(AcknowledgedWrite::key).containsExactly("k6", "k7", "k8");
    }

    @Test
    void aHoleInTheLossDoesNotShortenIt() {
        assertThat(HttpLoss.account(writes, Set.of("k5", "k8")).lostSeconds()).isCloseTo(4, within(1e-9));
    }

    @Test
    void withoutASurvivorSecondsCountFromTheFirstLostWrite() {
        HttpLoss loss = HttpLoss.account(writes, Set.of("k1", "k2", "k3"));
        assertThat(loss.lostSeconds()).isCloseTo(2, within(1e-9));
        assertThat(loss.lostWhole()).isTrue();
    }

    @Test
    void aLaterReignsWritesDoNotSayHowFarALossReaches() {
        List<AcknowledgedWrite> reigns = List.of(write(1, 1), write(2, 1), write(3, 2), write(4, 2));
        assertThat(HttpLoss.account(reigns, Set.of("k1", "k2")).lostWhole()).isTrue();
        assertThat(HttpLoss.account(reigns, Set.of("k2")).lostWhole()).isFalse();
        assertThat(HttpLoss.account(reigns, Set.of("k3", "k4")).lostWhole()).isFalse();
        List<AcknowledgedWrite> stale = List.of(write(1, 2), write(2, 1), write(3, 1));
        assertThat(HttpLoss.account(stale, Set.of("k2", "k3")).lostWhole()).isTrue();
    }

    @Test
    void aSurvivorThatWasUnderWayWithTheFirstLostWriteSaysHowFarTheLossReaches() {
        List<AcknowledgedWrite> together = List.of(write(1), write(2, 1, 0), write(3));
        assertThat(HttpLoss.account(together, Set.of("k1", "k3")).lostWhole()).isFalse();
        assertThat(HttpLoss.account(writes, Set.of("k1", "k3")).lostWhole()).isTrue();
    }

    @Test
    void aTornLastLineIsLeftOutAndAnyOtherIsAnError(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        try (HttpLedger ledger = new HttpLedger(file, message -> {})) {
            ledger.add(attempt(Result.OK, 1));
            ledger.add(attempt(Result.TIMEOUT, 2));
            ledger.add(attempt(Result.OK, 3));
        }
        String whole = Files.readString(file);
        assertThat(HttpLedger.read(file)).extracting(AcknowledgedWrite::key).containsExactly("k1", "k3");
        Files.writeString(file, whole.substring(0, whole.length() - 20));
        assertThat(HttpLedger.read(file)).extracting(AcknowledgedWrite::key).containsExactly("k1");
        Files.writeString(file, "{\"torn\n" + whole);
        assertThatThrownBy(() -> HttpLedger.read(file)).hasMessageContaining("line 1: not a line of an HTTP ledger");
    }

    private static WriteAttempt attempt(Result result, int number) {
        AcknowledgedWrite write = write(number);
        return new WriteAttempt(
                result,
                write.key(),
                201,
                write.id(),
                write.region(),
                write.epoch(),
                write.startNanos(),
                write.ackNanos(),
                write.startedAt(),
                write.ackedAt());
    }

    private static AcknowledgedWrite write(int number) {
        return write(number, 1);
    }

    private static AcknowledgedWrite write(int number, long epoch) {
        return write(number, epoch, number * 1_000_000_000L - 1000);
    }

    private static AcknowledgedWrite write(int number, long epoch, long startNanos) {
        long nanos = number * 1_000_000_000L;
        return new AcknowledgedWrite(
                "k" + number,
                number,
                "p",
                epoch,
                201,
                startNanos,
                nanos,
                Instant.ofEpochSecond(number),
                Instant.ofEpochSecond(number));
    }
}
