package dev.drlab.verifier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.verifier.FullDisk;
import dev.drlab.verifier.ledger.LedgerRecord.Kind;
import dev.drlab.verifier.table.CanaryRelation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final long BIG = 1 << 20;
    /** Full after 3 canaries, then after 2 each. */
    private static final long SMALL = LedgerHeader.BYTES + 4 * LedgerRecord.BYTES;

    private static final CanaryRelation TABLE =
            new CanaryRelation(Long.MIN_VALUE, 16384, 4_000_000_000L, "app", "säle");

    @TempDir
    private Path directory;

    private final UUID runId = UUID.randomUUID();
    private final RunClock clock = new RunClock();
    private final List<String> failures = new ArrayList<>();

    private LedgerWriter writer(SegmentStore store, long segmentBytes, int block) throws IOException {
        return new LedgerWriter(directory, runId, clock, store, segmentBytes, block, failures::add);
    }

    private static List<LedgerRecord> canaries(Ledger ledger) throws IOException {
        List<LedgerRecord> records = new ArrayList<>();
        ledger.read(header -> {}, entry -> {
            if (entry.isCanary()) {
                records.add(entry);
            }
        });
        return records;
    }

    private static List<Kind> kinds(Ledger ledger) throws IOException {
        List<Kind> kinds = new ArrayList<>();
        ledger.read(header -> {}, entry -> kinds.add(entry.kind()));
        return kinds;
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), BIG, 10)) {
            assertThat(writer.nextSeq()).isEqualTo(1);
            assertThat(writer.nextSeq()).isEqualTo(2);
            writer.acked(2, 1, 7, 100, 200);
            writer.failed(1, 1, 7, 90, 300);
        }
        Ledger ledger = Ledger.open(directory);
        assertThat(ledger.runId()).isEqualTo(runId);
        assertThat(canaries(ledger))
                .containsExactly(
                        new LedgerRecord(Kind.ACKED, 1, 2, 7, 100, 200),
                        new LedgerRecord(Kind.FAILED, 1, 1, 7, 90, 300));
        assertThat(kinds(ledger)).containsExactly(Kind.RESERVED, Kind.ACKED, Kind.FAILED, Kind.CLOSED);
    }

    @Test
    void reservesNumbersInTheFileBeforeTheyAreUsed() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), BIG, 2)) {
            for (int i = 1; i <= 3; i++) {
                writer.nextSeq();
            }
            assertThat(kinds(Ledger.open(directory))).containsExactly(Kind.RESERVED, Kind.RESERVED);
        }
    }

    @Test
    void canBeReadWhileItIsWritten() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), BIG, 10)) {
            writer.acked(writer.nextSeq(), 1, 0, 1, 2);
            await().untilAsserted(
                            () -> assertThat(canaries(Ledger.open(directory))).hasSize(1));
        }
    }

    @Test
    void toleratesATornTail() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), BIG, 10)) {
            writer.acked(writer.nextSeq(), 1, 0, 1, 2);
            writer.acked(writer.nextSeq(), 1, 0, 3, 4);
        }
        Path segment = directory.resolve(Ledger.segmentName(runId, 1));
        long whole = LedgerHeader.BYTES + 3L * LedgerRecord.BYTES; // the reservation and both canaries
        for (long length = whole - 1; length > whole - LedgerRecord.BYTES; length -= 7) {
            try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                file.truncate(length);
            }
            assertThat(canaries(Ledger.open(segment))).hasSize(1);
        }
    }

    /** Not one byte of a ledger may change without a word, wherever it is. */
    @Test
    void aChangedByteIsFoundAndNamedWhereverItIs() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), SMALL, 1000)) {
            writer.writingTo(TABLE);
            fill(writer, 2, 3);
        }
        assertThat(Ledger.open(directory).condition().complete()).isTrue();
        try (Stream<Path> segments = Files.list(directory)) {
            for (Path segment : segments.sorted().toList()) {
                byte[] whole = Files.readAllBytes(segment);
                for (int at = 0; at < whole.length; at++) {
                    byte[] changed = whole.clone();
                    changed[at] ^= 0x10;
                    Files.write(segment, changed);
                    assertThatChangeIsNamed(segment, at);
                }
                Files.write(segment, whole);
            }
        }
    }

    private void assertThatChangeIsNamed(Path segment, int at) throws IOException {
        List<LedgerDamage> damages =
                new Ledger(directory, runId, new byte[0]).condition().damages();
        assertThat(damages).as("byte %d of %s", at, segment.getFileName()).isNotEmpty();
        assertThat(damages).extracting(LedgerDamage::file).contains(segment);
        assertThat(damages.get(0).offset()).isLessThanOrEqualTo(at);
    }

    @Test
    void readingGoesOnAfterDamageAndSaysWhatIsTheLastGoodCanary() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), BIG, 10)) {
            for (int i = 1; i <= 5; i++) {
                writer.acked(writer.nextSeq(), 1, 0, i, i + 1);
            }
        }
        Path segment = directory.resolve(Ledger.segmentName(runId, 1));
        long third = LedgerHeader.BYTES + 3L * LedgerRecord.BYTES;
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {99}), third + 20);
        }
        Ledger ledger = Ledger.open(segment);
        assertThat(canaries(ledger)).extracting(LedgerRecord::seq).containsExactly(1L, 2L, 4L, 5L);
        assertThat(ledger.condition().damages())
                .containsExactly(new LedgerDamage(segment.toAbsolutePath(), third, 2, "is damaged"));
    }

    @Test
    void aSegmentThatIsMissingIsDamageUnlessItWasDroppedOnPurpose() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), SMALL, 1000)) {
            fillThree(writer);
            writer.retain(5, List.of());
        }
        assertThat(Ledger.open(directory).condition().complete()).isTrue();
        Path third = directory.resolve(Ledger.segmentName(runId, 3));
        Files.delete(third);
        assertThat(Ledger.open(directory).condition().damages())
                .extracting(LedgerDamage::what)
                .containsExactly("is missing");
    }

    @Test
    void theTableIsNamedBeforeTheFirstCanaryAndStays() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), BIG, 10)) {
            assertThat(Ledger.open(directory).relation()).isEmpty();
            assertThat(writer.writingTo(TABLE)).isEqualTo(TABLE);
            assertThat(Ledger.open(directory).relation()).contains(TABLE);
            assertThat(writer.writingTo(new CanaryRelation(7, 5, 3, "other", "public")))
                    .isEqualTo(TABLE);
            writer.acked(writer.nextSeq(), 1, 0, 1, 2);
        }
        assertThat(Ledger.open(directory).relation()).contains(TABLE);
        assertThat(canaries(Ledger.open(directory))).hasSize(1);
    }

    @Test
    void aLedgerOfAnEarlierFormatIsRefusedByName() throws IOException {
        Path old = Files.write(
                directory.resolve(Ledger.segmentName(runId, 1)), "DRLEDGR1".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> Ledger.open(old)).hasMessageContaining("format 1");
    }

    /** Three segments of {@link #SMALL} size, and a fourth that is begun. */
    private void fillThree(LedgerWriter writer) {
        fill(writer, 1, 3);
    }

    private void fill(LedgerWriter writer, int from, int to) {
        for (int segment = from; segment <= to; segment++) {
            for (int i = 0; i < (segment == 1 ? 3 : 2); i++) {
                writer.acked(writer.nextSeq(), 1, 0, 1, 2);
            }
            Path next = directory.resolve(Ledger.segmentName(runId, segment + 1));
            await().untilAsserted(() -> assertThat(next).exists());
        }
    }

    @Test
    void deletesSegmentsThatTellOnlyOfDeletedRowsAndKeepsTheirCounts() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), SMALL, 1000)) {
            fillThree(writer);
            assertThat(writer.retain(5, List.of())).isTrue();
        }
        assertThat(directory.resolve(Ledger.segmentName(runId, 2))).doesNotExist();
        assertThat(directory.resolve(Ledger.segmentName(runId, 3))).exists();
        List<Long> before = new ArrayList<>();
        Ledger ledger = Ledger.open(directory);
        ledger.read(header -> before.add(header.ackedBefore()), entry -> {});
        assertThat(before).startsWith(5L, 7L).hasSizeLessThanOrEqualTo(3);
        assertThat(canaries(ledger)).extracting(LedgerRecord::seq).containsExactly(6L, 7L);
    }

    @Test
    void keepsTheSegmentsThatTellOfALossAndRepeatsItsWindow() throws IOException {
        try (LedgerWriter writer = writer(SegmentStore.files(), SMALL, 1000)) {
            fillThree(writer);
            SeqRange loss = new SeqRange(5, 5);
            assertThat(writer.retain(4, List.of(loss))).isTrue();
            assertThat(writer.retain(7, List.of(loss))).isTrue();
            assertThat(writer.retention()).isEqualTo(new Retention(7, List.of(loss)));
            Path next = directory.resolve(Ledger.segmentName(runId, 5));
            await().untilAsserted(() -> assertThat(next).exists());
        }
        Ledger ledger = Ledger.open(directory);
        assertThat(canaries(ledger)).extracting(LedgerRecord::seq).containsExactly(4L, 5L);
        assertThat(kinds(ledger))
                .as("when it was found, and in each segment after")
                .filteredOn(kind -> kind == Kind.KEPT_THROUGH)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aFullDiskStopsNumbersAndForgetsNothing() throws IOException {
        int room = LedgerHeader.BYTES + 3 * LedgerRecord.BYTES + 11;
        try (LedgerWriter writer = writer(new FullDisk(room), BIG, 1000)) {
            long last = 0;
            for (int i = 0; i < 6; i++) {
                last = writer.nextSeq();
                writer.acked(last, 1, 0, i, i + 1);
            }
            await().until(() -> writer.failure().isPresent());
            assertThat(writer.nextSeq()).isZero();
            assertThat(last).isEqualTo(6);
            assertThat(failures).singleElement().asString().contains("No space left", "Make room", "ledger");
            assertThat(canaries(Ledger.open(directory))).hasSize(2);
            assertThat(canaries(new Ledger(directory, runId, writer.unwritten())))
                    .hasSize(6);
        }
    }

    @Test
    void closingWritesTheRestWhenThereIsRoomAgain() throws IOException {
        FullDisk disk = new FullDisk(LedgerHeader.BYTES + LedgerRecord.BYTES + 5);
        try (LedgerWriter writer = writer(disk, BIG, 1000)) {
            writer.acked(writer.nextSeq(), 1, 0, 1, 2);
            await().until(() -> writer.failure().isPresent());
            disk.makeRoom(1000);
        }
        assertThat(canaries(Ledger.open(directory))).hasSize(1);
        assertThat(kinds(Ledger.open(directory))).endsWith(Kind.CLOSED);
    }

    @Test
    void refusesWhatIsNoLedger() throws IOException {
        assertThatThrownBy(() -> Ledger.open(directory)).hasMessageContaining("holds no canary ledger");
        Path other = Files.writeString(directory.resolve("notes.txt"), "x".repeat(100));
        assertThatThrownBy(() -> Ledger.open(other)).hasMessageContaining("is no canary ledger");
    }

    @Test
    void asksWhichOfSeveralRunsIsMeant() throws IOException {
        writer(SegmentStore.files(), BIG, 10).close();
        Path other = directory.resolve(Ledger.segmentName(UUID.randomUUID(), 1));
        new LedgerWriter(
                        directory,
                        UUID.fromString(other.getFileName().toString().substring(0, 36)),
                        clock,
                        SegmentStore.files(),
                        BIG,
                        10,
                        failures::add)
                .close();
        assertThatThrownBy(() -> Ledger.open(directory)).hasMessageContaining("2 runs: name a segment");
        assertThat(Ledger.open(directory.resolve(Ledger.segmentName(runId, 1))).runId())
                .isEqualTo(runId);
    }
}
