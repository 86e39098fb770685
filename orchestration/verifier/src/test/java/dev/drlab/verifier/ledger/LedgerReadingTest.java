package dev.drlab.verifier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.verifier.table.CanaryRelation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are read many at once; where one lies among them must make no difference. */
class LedgerReadingTest {
    /** The first record of a ledger of one block reserves its numbers. */
    private static final int RESERVATIONS = 1;

    private final UUID runId = UUID.randomUUID();

    @TempDir
    private Path directory;

    private LedgerWriter writer() throws IOException {
        return new LedgerWriter(
                directory, runId, new RunClock(), SegmentStore.files(), 1L << 30, 1_000_000, failure -> {});
    }

    private static void ack(LedgerWriter writer, int canaries) {
        for (int i = 0; i < canaries; i++) {
            long seq = writer.nextSeq();
            writer.acked(seq, 1, 2, seq * 10, seq * 10 + 5);
        }
    }

    private void write(int canaries) throws IOException {
        try (LedgerWriter writer = writer()) {
            ack(writer, canaries);
        }
    }

    private Path firstSegment() {
        return directory.resolve(Ledger.segmentName(runId, 1));
    }

    private static long offset(int canary) {
        return LedgerHeader.BYTES + (RESERVATIONS + canary - 1L) * LedgerRecord.BYTES;
    }

    private static Consumer<LedgerRecord> canariesInto(List<Long> seqs) {
        return entry -> {
            if (entry.isCanary()) {
                seqs.add(entry.seq());
            }
        };
    }

    private List<Long> seqs() throws IOException {
        List<Long> seqs = new ArrayList<>();
        Ledger.open(directory).read(header -> {}, canariesInto(seqs));
        return seqs;
    }

    private static List<Long> range(int from, int to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 997, 998, 999, 1000, 1001, 1998, 1999, 2000, 2001, 5000})
    void everyCanaryIsReadOnceAndInOrder(int canaries) throws IOException {
        write(canaries);
        assertThat(seqs()).isEqualTo(range(1, canaries));
        assertThat(Ledger.open(directory).condition().complete()).isTrue();
        assertThat(Ledger.open(directory).condition().closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 998, 999, 1000, 1001, 1999, 2000})
    void aTornTailIsNoDamageWhereverItBegins(int last) throws IOException {
        write(last);
        for (int left = LedgerRecord.BYTES - 1; left > 0; left -= 6) {
            try (FileChannel file = FileChannel.open(firstSegment(), StandardOpenOption.WRITE)) {
                file.truncate(offset(last) + left);
            }
            assertThat(seqs()).isEqualTo(range(1, last - 1));
            LedgerCondition condition = Ledger.open(directory).condition();
            assertThat(condition.complete()).isTrue();
            assertThat(condition.closed()).isFalse();
            assertThat(condition.tornBytes()).isEqualTo(left);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 998, 999, 1000, 1001, 1999, 2000, 2400})
    void damageIsNamedAndReadOverWhereverItIs(int damaged) throws IOException {
        write(2500);
        overwrite(offset(damaged) + 20);
        List<Long> expected =
                range(1, 2500).stream().filter(seq -> seq != damaged).toList();
        assertThat(seqs()).isEqualTo(expected);
        assertThat(Ledger.open(directory).condition().damages()).singleElement().satisfies(damage -> {
            assertThat(damage.offset()).isEqualTo(offset(damaged));
            assertThat(damage.what()).isEqualTo("is damaged");
        });
    }

    @Test
    void eachOfSeveralDamagesIsNamedAtItsPlace() throws IOException {
        write(4500);
        List<Integer> damaged = List.of(500, 1000, 1001, 2999, 4400);
        for (int canary : damaged) {
            overwrite(offset(canary) + 9);
        }
        assertThat(seqs()).hasSize(4500 - damaged.size()).doesNotContain(500L, 1000L, 1001L, 2999L, 4400L);
        assertThat(Ledger.open(directory).condition().damages())
                .extracting(LedgerDamage::offset)
                .containsExactly(offset(500), offset(1000), offset(2999), offset(4400));
    }

    private void overwrite(long at) throws IOException {
        try (FileChannel file = FileChannel.open(firstSegment(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {99}), at);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 998, 999, 1000, 1001, 2000})
    void aPlaceThatWasReachedPartsWhatIsReadLater(int before) throws IOException {
        try (LedgerWriter writer = writer()) {
            writer.writingTo(new CanaryRelation(7, 5, 3, "shop", "public")); // in a second segment from here on
            ack(writer, before);
            writer.retain(0, List.of()); // flushes
            Ledger ledger = Ledger.open(directory);
            Ledger.Mark place = ledger.read(header -> {}, entry -> {});
            ack(writer, 1500);
            writer.retain(0, List.of());
            List<Long> upTo = new ArrayList<>();
            List<Long> after = new ArrayList<>();
            ledger.readingAcross(place, header -> {}, canariesInto(upTo), canariesInto(after));
            assertThat(upTo).isEqualTo(range(1, before));
            assertThat(after).isEqualTo(range(before + 1, before + 1500));
            List<Long> alone = new ArrayList<>();
            assertThat(ledger.readUpTo(place, header -> {}, canariesInto(alone)))
                    .isEqualTo(place);
            assertThat(alone).isEqualTo(upTo);
        }
    }
}
