package dev.drlab.verifier.ledger;

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
    private static final int RECORDS_AT_ONCE = 1000;
    private static final int MOST_DAMAGES = 20;
    private static final long NO_STRETCH = Long.MAX_VALUE;

    private final Ledger ledger;
    private final Ledger.Mark end;
    private final byte[] unwritten;
    private final Consumer<LedgerHeader> headers;
    private final Ledger.Mark between;
    private final Consumer<LedgerRecord> before;
    private final Consumer<LedgerRecord> after;
    private final List<LedgerDamage> damages = new ArrayList<>();
    private final List<SeqRange> dropped = new ArrayList<>();
    private final List<Path> read = new ArrayList<>();
    /** A checksum, and the records that are chained to it. */
    private final ByteBuffer chunk = ByteBuffer.allocate(Integer.BYTES + RECORDS_AT_ONCE * LedgerRecord.BYTES);

    private String segment = "";
    private long recordsRead;
    private int checksum;
    private boolean chained = true;
    private long lastSeq;
    private long droppedFrom = NO_STRETCH;
    private long continuedIn;
    private long endOfPrevious;
    private boolean closed;
    private long tornBytes;
    private long startMicros = -1;
    private long lastMicros = -1;

    /**
     * @param end where to stop
     * @param unwritten what follows on the last segment's end without being in the file
     * @param between from where on {@code after} is told of the records, not {@code before}
     */
    LedgerReading(
            Ledger ledger,
            Ledger.Mark end,
            byte[] unwritten,
            Consumer<LedgerHeader> headers,
            Ledger.Mark between,
            Consumer<LedgerRecord> before,
            Consumer<LedgerRecord> after) {
        this.ledger = ledger;
        this.end = end;
        this.unwritten = unwritten;
        this.headers = headers;
        this.between = between;
        this.before = before;
        this.after = after;
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
        return new Ledger.Mark(segment, recordsRead);
    }

    /** The fault that was found, if any. */
    public LedgerCondition condition() {
        // What a dropped segment told of had been deleted: a copy of it that is left over need not be whole.
        List<LedgerDamage> those = damages.stream()
                .filter(damage -> !isDropped(Ledger.index(damage.file())))
                .toList();
        return new LedgerCondition(closed, tornBytes, RunClock.moment(startMicros), RunClock.moment(lastMicros), those);
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
        try (InputStream in = new SequenceInputStream(
                Files.newInputStream(file), new ByteArrayInputStream(last ? unwritten : new byte[0]))) {
            begin(file);
            byte[] start = in.readNBytes(LedgerHeader.BYTES);
            if (last && start.length < LedgerHeader.BYTES && read.size() > 1) {
                return; // just created: its header is still under way
            }
            readHeader(file, start);
            segment = file.getFileName().toString();
            recordsRead = 0;
            readRecords(file, in, last);
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
        startMicros = header.startMicros();
        headers.accept(header);
    }

    private boolean followsOnThePrevious(LedgerHeader header) {
        return read.size() > 1 && Ledger.index(read.get(read.size() - 2)) == header.index() - 1;
    }

    private void readRecords(Path file, InputStream in, boolean last) throws IOException {
        long atMost = end.recordsOf(segment);
        long offset = LedgerHeader.BYTES;
        InputStream from = in;
        while (from != null) {
            long readBefore = recordsRead;
            byte[] wrong = readWhole(from, atMost);
            offset += (recordsRead - readBefore) * LedgerRecord.BYTES;
            from = wrong.length == 0 ? null : afterDamage(file, offset, wrong, last);
            offset += from == null ? 0 : wrong.length - from.available();
        }
        endOfPrevious = offset;
    }

    /** Reads records while they follow on each other; returns what is left of the file, empty at its end. */
    private byte[] readWhole(InputStream in, long atMost) throws IOException {
        int filled = chunk.capacity(); // less once the file has ended
        while (recordsRead < atMost && filled == chunk.capacity()) {
            chunk.putInt(0, checksum);
            filled = Integer.BYTES + in.readNBytes(chunk.array(), Integer.BYTES, chunk.capacity() - Integer.BYTES);
            int at = readChunk(filled, atMost);
            if (at < filled && recordsRead < atMost) {
                return rest(at, filled, in);
            }
        }
        return new byte[0];
    }

    /** Reads the chunk's records up to the first that is none; returns where that would begin. */
    private int readChunk(int filled, long atMost) {
        long within = between.recordsOf(segment);
        int at = Integer.BYTES;
        while (at + LedgerRecord.BYTES <= filled && recordsRead < atMost) {
            LedgerRecord entry = LedgerRecord.readFrom(chunk, at);
            if (entry == null) {
                return at;
            }
            checksum = LedgerRecord.storedChecksum(chunk, at);
            at += LedgerRecord.BYTES;
            recordsRead++;
            note(entry);
            (recordsRead <= within ? before : after).accept(entry);
        }
        return at;
    }

    private byte[] rest(int at, int filled, InputStream in) throws IOException {
        byte[] rest = in.readAllBytes();
        return ByteBuffer.allocate(filled - at + rest.length)
                .put(chunk.array(), at, filled - at)
                .put(rest)
                .array();
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
        lastMicros = Math.max(lastMicros, entry.endMicros());
        switch (entry.kind()) {
            case ACKED, FAILED -> lastSeq = entry.seq();
            case CLOSED -> closed = true;
            case CONTINUED -> continuedIn = entry.seq();
            case DROPPED_FROM -> droppedFrom = entry.seq();
            case DROPPED_THROUGH -> noteDropped(entry.seq());
            case RESERVED, RETAINED, KEPT_FROM, KEPT_THROUGH -> {
                // of no concern to the chain
            }
        }
    }

    /** A stretch whose beginning is damaged drops nothing. */
    private void noteDropped(long through) {
        if (droppedFrom <= through) {
            dropped.add(new SeqRange(droppedFrom, through));
        }
        droppedFrom = NO_STRETCH;
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
