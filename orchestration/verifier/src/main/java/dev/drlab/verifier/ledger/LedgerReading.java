package dev.drlab.verifier.ledger;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One reading of a ledger from its first segment on. Holds each record's checksum against the one before, across
 * segments. Goes on after damage, at the next record whose checksum fits, and notes what was between.
 */
public final class LedgerReading {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_DAMAGES = 20;

    private final Ledger ledger;
    private final Ledger.Mark end;
    private final byte[] unwritten;
    private final Consumer<LedgerHeader> headers;
    private final Consumer<LedgerRecord> records;
    private final List<LedgerDamage> damages = new ArrayList<>();
    private final List<SeqRange> dropped = new ArrayList<>();
    private final List<Path> read = new ArrayList<>();
    private Ledger.Mark reached = new Ledger.Mark("", 0);
    private int checksum;
    private boolean chained = true;
    private long lastSeq;
    private long droppedFrom;
    private long continuedIn;
    private long endOfPrevious;
    private boolean closed;
    private long tornBytes;

    /**
     * @param end where to stop
     * @param unwritten what follows on the last segment's end without being in the file
     */
    LedgerReading(
            Ledger ledger,
            Ledger.Mark end,
            byte[] unwritten,
            Consumer<LedgerHeader> headers,
            Consumer<LedgerRecord> records) {
        this.ledger = ledger;
        this.end = end;
        this.unwritten = unwritten;
        this.headers = headers;
        this.records = records;
    }

    /** Reads every segment up to the end, also those that the run adds meanwhile. */
    LedgerReading read() throws IOException {
        List<Path> next = ledger.existingSegments();
        while (!next.isEmpty()) {
            for (int i = 0; i < next.size(); i++) {
                readSegment(next.get(i), i == next.size() - 1);
            }
            next = continuedIn > 0 ? segmentsThatCame() : List.of();
        }
        noteMissing();
        return this;
    }

    Ledger.Mark reached() {
        return reached;
    }

    /** What was found wrong, if anything. */
    public LedgerCondition condition() {
        // What a dropped segment told of had been deleted: a copy of it that is left over need not be whole.
        List<LedgerDamage> those = damages.stream()
                .filter(damage -> !isDropped(Ledger.index(damage.file())))
                .toList();
        return new LedgerCondition(closed, tornBytes, those);
    }

    private boolean isDropped(long index) {
        return dropped.stream().anyMatch(range -> range.from() <= index && index <= range.to());
    }

    private List<Path> segmentsThatCame() throws IOException {
        long lastIndex = Ledger.index(read.get(read.size() - 1));
        return ledger.segments().stream()
                .filter(path -> Ledger.index(path) > lastIndex && !isBeyondEnd(path))
                .toList();
    }

    private boolean isBeyondEnd(Path file) {
        return file.getFileName().toString().compareTo(end.segment()) > 0;
    }

    private void readSegment(Path file, boolean last) throws IOException {
        if (isBeyondEnd(file)) {
            return;
        }
        String name = file.getFileName().toString();
        long atMost = name.equals(end.segment()) ? end.records() : Long.MAX_VALUE;
        try (InputStream in = new BufferedInputStream(
                new SequenceInputStream(
                        Files.newInputStream(file), new ByteArrayInputStream(last ? unwritten : new byte[0])),
                BUFFER_BYTES)) {
            begin(file);
            byte[] start = in.readNBytes(LedgerHeader.BYTES);
            if (last && start.length < LedgerHeader.BYTES && read.size() > 1) {
                return; // just created: its header is still under way
            }
            readHeader(file, start);
            reached = new Ledger.Mark(name, 0);
            readRecords(file, in, last, atMost);
        } catch (NoSuchFileException e) {
            return; // dropped in between: a later segment says so
        }
    }

    private void begin(Path file) {
        if (!read.isEmpty() && continuedIn == 0 && chained) {
            Path before = read.get(read.size() - 1);
            damage(before, endOfPrevious, "has lost its end");
            chained = false;
        }
        continuedIn = 0;
        read.add(file);
    }

    private void readHeader(Path file, byte[] start) throws IOException {
        LedgerHeader header;
        try {
            header = LedgerHeader.readFrom(ByteBuffer.wrap(start), file);
        } catch (LedgerHeader.OldFormatException e) {
            throw e;
        } catch (IOException e) {
            damage(file, 0, "has a damaged header");
            chained = true;
            checksum = start.length == LedgerHeader.BYTES ? LedgerHeader.storedChecksum(ByteBuffer.wrap(start), 0) : 0;
            return;
        }
        if (header.index() != Ledger.index(file) || !header.runId().equals(ledger.runId())) {
            damage(file, 0, "is segment " + header.index() + " of run " + header.runId() + " under another name");
        } else if (followsOnThePrevious(header) && chained && header.previousChecksum() != checksum) {
            damage(file, 0, "does not follow on the segment before");
        }
        chained = true;
        checksum = LedgerHeader.storedChecksum(ByteBuffer.wrap(start), 0);
        headers.accept(header);
    }

    private boolean followsOnThePrevious(LedgerHeader header) {
        return read.size() > 1 && Ledger.index(read.get(read.size() - 2)) == header.index() - 1;
    }

    private void readRecords(Path file, InputStream in, boolean last, long atMost) throws IOException {
        long offset = LedgerHeader.BYTES;
        InputStream from = in;
        while (from != null) {
            long before = reached.records();
            byte[] wrong = readWhole(from, atMost);
            offset += (reached.records() - before) * LedgerRecord.BYTES;
            from = wrong.length == 0 ? null : afterDamage(file, offset, wrong, last);
            offset += from == null ? 0 : wrong.length - from.available();
        }
        endOfPrevious = offset;
    }

    /** Reads records while they follow on each other; returns what is left of the file, empty at its end. */
    private byte[] readWhole(InputStream in, long atMost) throws IOException {
        byte[] bytes = new byte[LedgerRecord.BYTES];
        while (reached.records() < atMost) {
            int length = in.readNBytes(bytes, 0, bytes.length);
            LedgerRecord entry =
                    length == bytes.length ? LedgerRecord.readFrom(ByteBuffer.wrap(bytes), checksum) : null;
            if (entry == null) {
                byte[] rest = in.readAllBytes();
                return ByteBuffer.allocate(length + rest.length)
                        .put(bytes, 0, length)
                        .put(rest)
                        .array();
            }
            checksum = LedgerRecord.storedChecksum(ByteBuffer.wrap(bytes), 0);
            reached = new Ledger.Mark(reached.segment(), reached.records() + 1);
            note(entry);
            records.accept(entry);
        }
        return new byte[0];
    }

    /** Notes what is wrong, and returns what can be read again after it; null if nothing can. */
    private InputStream afterDamage(Path file, long offset, byte[] wrong, boolean last) {
        SegmentTail tail = new SegmentTail(ByteBuffer.allocate(Integer.BYTES + wrong.length)
                .putInt(checksum)
                .put(wrong)
                .array());
        if (last && tail.isTorn()) {
            tornBytes = wrong.length;
            return null;
        }
        damage(file, offset, "is damaged");
        int next = tail.nextRecord();
        if (next < 0) {
            chained = false;
            return null;
        }
        checksum = tail.checksumBefore(next);
        return new ByteArrayInputStream(tail.from(next));
    }

    private void note(LedgerRecord entry) {
        switch (entry.kind()) {
            case ACKED, FAILED -> lastSeq = entry.seq();
            case CLOSED -> closed = true;
            case CONTINUED -> continuedIn = entry.seq();
            case DROPPED_FROM -> droppedFrom = entry.seq();
            case DROPPED_THROUGH -> dropped.add(new SeqRange(droppedFrom, entry.seq()));
            case RESERVED, RETAINED, KEPT_FROM, KEPT_THROUGH -> {
                // of no concern to the chain
            }
        }
    }

    /** A segment that is not there, although no record says that it was dropped. */
    private void noteMissing() {
        long expected = 1;
        for (Path file : read) {
            long index = Ledger.index(file);
            for (; expected < index; expected++) {
                if (!isDropped(expected)) {
                    noteMissing(expected);
                }
            }
            expected = index + 1;
        }
        if (continuedIn >= expected && end.segment().equals(Ledger.END.segment())) {
            noteMissing(continuedIn);
        }
    }

    private void noteMissing(long index) {
        damage(ledger.directory().resolve(Ledger.segmentName(ledger.runId(), index)), 0, "is missing");
    }

    private void damage(Path file, long offset, String what) {
        if (damages.size() < MOST_DAMAGES) {
            damages.add(new LedgerDamage(file, offset, lastSeq, what));
        }
    }
}
