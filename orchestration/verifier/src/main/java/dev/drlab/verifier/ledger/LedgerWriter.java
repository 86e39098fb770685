package dev.drlab.verifier.ledger;

import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.table.CanaryRelation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Appends to a run's ledger and hands out its sequence numbers.
 *
 * <p>Numbers are reserved in blocks, in the file, before any of them is used, so that a row of this run is never taken
 * for a foreign one however the run ends. Records reach the operating system within 50 ms and the disk within a second:
 * a killed verifier forgets at most its last 50 ms of acknowledgements, a machine that loses power its last second.
 *
 * <p>Every record's checksum is chained to the one before, across segments, so that whoever reads it can tell damage from
 * the end. Segments that are deleted are named first, in those that stay.
 *
 * <p>After an error of the file no number is handed out any more. What has been appended stays in memory, and closing
 * tries once more to write it.
 */
public final class LedgerWriter implements AutoCloseable {
    private static final long FLUSH_MILLIS = 50;
    private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_MILLIS = 10_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path directory;
    private final UUID runId;
    private final RunClock clock;
    private final SegmentStore store;
    private final long segmentBytes;
    private final int block;
    private final Consumer<String> onFailure;
    private final Thread flusher;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<FullSegment> fullSegments = new ArrayList<>();

    private SegmentStore.Segment segment;
    private Path segmentPath;
    private int segmentIndex;
    private long segmentSize;
    private long segmentMinSeq = Long.MAX_VALUE;
    private long segmentMaxSeq;
    private ByteBuffer pending = ByteBuffer.allocate(BUFFER_BYTES);
    private int checksum;
    private Optional<CanaryRelation> relation = Optional.empty();
    private List<SeqRange> dropped = List.of();
    private long lastSeq;
    private long reserved;
    private Retention retention = Retention.NONE;
    private long acked;
    private long failed;
    private long lastForceNanos = System.nanoTime();
    private boolean unforced;
    private boolean closed;
    private volatile String failure;

    private record FullSegment(int index, long minSeq, long maxSeq) {}

    /**
     * @param block numbers to reserve at a time
     * @param onFailure told once, when the ledger can not be written any more
     */
    public LedgerWriter(
            Path directory,
            UUID runId,
            RunClock clock,
            SegmentStore store,
            long segmentBytes,
            int block,
            Consumer<String> onFailure)
            throws IOException {
        this.directory = directory;
        this.runId = runId;
        this.clock = clock;
        this.store = store;
        this.segmentBytes = segmentBytes;
        this.block = block;
        this.onFailure = onFailure;
        openSegment(store.create(path(1)));
        reserve();
        if (failure != null) {
            throw new IOException(failure);
        }
        flusher = DaemonThreads.named("canary-ledger").newThread(this::flushUntilClosed);
        flusher.start();
    }

    private void flushUntilClosed() {
        try {
            while (!closing.await(FLUSH_MILLIS, TimeUnit.MILLISECONDS)) {
                flushAndForce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Names the table that the canaries are written to, in the file, before the first of them. Only the first call does.
     *
     * @return the table that the ledger tells of: {@code table}, or that of an earlier call
     */
    public synchronized CanaryRelation writingTo(CanaryRelation table) {
        if (relation.isEmpty()) {
            relation = Optional.of(table);
            flush();
            if (failure == null && !closed) {
                rotate();
            }
        }
        return relation.get();
    }

    /** The table that the ledger tells of; empty before any writer was reached. */
    public synchronized Optional<CanaryRelation> relation() {
        return relation;
    }

    /** The next number, or 0 if the ledger can not be written any more. */
    public synchronized long nextSeq() {
        if (failure == null && lastSeq == reserved) {
            reserve();
        }
        return failure == null && !closed ? ++lastSeq : 0;
    }

    /** Notes an acknowledged canary; times in microseconds since the epoch of Unix. */
    public synchronized void acked(long seq, int timeline, long epoch, long startMicros, long endMicros) {
        acked++;
        appendCanary(new LedgerRecord(LedgerRecord.Kind.ACKED, timeline, seq, epoch, startMicros, endMicros));
    }

    /** Notes one whose commit failed or is unknown; times in microseconds since the epoch of Unix. */
    public synchronized void failed(long seq, int timeline, long epoch, long startMicros, long endMicros) {
        failed++;
        appendCanary(new LedgerRecord(LedgerRecord.Kind.FAILED, timeline, seq, epoch, startMicros, endMicros));
    }

    /**
     * Notes which rows may be deleted, before any is, and drops segments that tell only of them.
     *
     * @param through rows up to this number, never less than before
     * @param windows but not these, as far as they are above what was retained before
     * @return whether the note is in the file, so that rows may be deleted as {@link #retention} says
     */
    public synchronized boolean retain(long through, List<SeqRange> windows) {
        List<SeqRange> kept = new ArrayList<>(retention.kept());
        for (SeqRange window : windows) {
            long from = Math.max(window.from(), retention.through() + 1);
            if (from <= window.to() && kept.stream().noneMatch(k -> k.from() <= from && window.to() <= k.to())) {
                SeqRange rest = new SeqRange(from, window.to());
                appendKept(rest);
                kept.add(rest);
            }
        }
        retention = new Retention(through, kept);
        append(LedgerRecord.limit(LedgerRecord.Kind.RETAINED, through, clock.micros()));
        flush();
        return failure == null && dropSegments();
    }

    private void appendKept(SeqRange window) {
        append(LedgerRecord.limit(LedgerRecord.Kind.KEPT_FROM, window.from(), clock.micros()));
        append(LedgerRecord.limit(LedgerRecord.Kind.KEPT_THROUGH, window.to(), clock.micros()));
    }

    private boolean dropSegments() {
        List<FullSegment> old = fullSegments.stream()
                .filter(full -> retention.coversAll(full.minSeq(), full.maxSeq()))
                .toList();
        if (old.isEmpty()) {
            return true;
        }
        List<SeqRange> all = new ArrayList<>(dropped);
        old.forEach(full -> all.add(new SeqRange(full.index(), full.index())));
        dropped = SeqRange.merged(all);
        appendDropped();
        flush();
        for (FullSegment full : old) {
            if (failure != null || !delete(full)) {
                return false;
            }
        }
        return true;
    }

    private boolean delete(FullSegment full) {
        try {
            store.delete(path(full.index()));
            fullSegments.remove(full);
            return true;
        } catch (IOException e) {
            fail(path(full.index()), "deleted", e);
            return false;
        }
    }

    private void appendDropped() {
        for (SeqRange range : dropped) {
            append(LedgerRecord.limit(LedgerRecord.Kind.DROPPED_FROM, range.from(), clock.micros()));
            append(LedgerRecord.limit(LedgerRecord.Kind.DROPPED_THROUGH, range.to(), clock.micros()));
        }
    }

    /** The rows that may be deleted, by the file. */
    public synchronized Retention retention() {
        return retention;
    }

    /** Why nothing more is written; empty while all is well. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    Path directory() {
        return directory;
    }

    /** The bytes that have not reached the file; empty unless the file failed. */
    public synchronized byte[] unwritten() {
        byte[] bytes = new byte[pending.position()];
        pending.duplicate().flip().get(bytes);
        return bytes;
    }

    private void appendCanary(LedgerRecord canary) {
        segmentMinSeq = Math.min(segmentMinSeq, canary.seq());
        segmentMaxSeq = Math.max(segmentMaxSeq, canary.seq());
        append(canary);
    }

    private void append(LedgerRecord entry) {
        if (pending.remaining() < LedgerRecord.BYTES) {
            flush();
        }
        if (pending.remaining() < LedgerRecord.BYTES) {
            pending = ByteBuffer.allocate(pending.capacity() * 2).put(pending.flip());
        }
        checksum = entry.writeTo(pending, checksum);
    }

    private void reserve() {
        append(LedgerRecord.limit(LedgerRecord.Kind.RESERVED, reserved + block, clock.micros()));
        flush();
        if (failure == null) {
            reserved += block;
        }
    }

    private void flushAndForce() {
        SegmentStore.Segment toForce;
        synchronized (this) {
            flush();
            if (failure == null && segmentSize >= segmentBytes) {
                rotate();
                return;
            }
            boolean due = System.nanoTime() - lastForceNanos >= FORCE_NANOS;
            if (failure != null || !unforced || !due) {
                return;
            }
            lastForceNanos = System.nanoTime();
            unforced = false;
            toForce = segment;
        }
        force(toForce);
    }

    /** Outside the lock, so that no canary waits for this disk. A segment is forced before it is replaced. */
    private void force(SegmentStore.Segment toForce) {
        try {
            toForce.force();
        } catch (IOException e) {
            synchronized (this) {
                if (toForce == segment) {
                    fail(segmentPath, "forced to the disk", e);
                }
            }
        }
    }

    private void flush() {
        if (failure != null || pending.position() == 0) {
            return;
        }
        try {
            writePending();
        } catch (IOException e) {
            fail(segmentPath, "written", e);
        }
    }

    private void writePending() throws IOException {
        pending.flip();
        int bytes = pending.remaining();
        try {
            while (pending.hasRemaining()) {
                segment.write(pending);
            }
        } finally {
            segmentSize += bytes - pending.remaining();
            pending.compact();
            unforced = true;
        }
    }

    /** To be called with nothing pending. The next segment is there before this one says so. */
    private void rotate() {
        SegmentStore.Segment next;
        try {
            next = store.create(path(segmentIndex + 1));
        } catch (IOException e) {
            fail(path(segmentIndex + 1), "created", e);
            return;
        }
        try {
            append(LedgerRecord.limit(LedgerRecord.Kind.CONTINUED, segmentIndex + 1L, clock.micros()));
            writePending();
            segment.force();
        } catch (IOException e) {
            fail(segmentPath, "replaced by the next segment", e);
            discard(next);
            return;
        }
        Connections.closeQuietly(segment); // all of it is on the disk
        fullSegments.add(new FullSegment(segmentIndex, segmentMinSeq, segmentMaxSeq));
        openSegment(next);
        append(LedgerRecord.limit(LedgerRecord.Kind.RESERVED, reserved, clock.micros()));
        retention.kept().forEach(this::appendKept);
        append(LedgerRecord.limit(LedgerRecord.Kind.RETAINED, retention.through(), clock.micros()));
        appendDropped();
        flush();
    }

    private void discard(SegmentStore.Segment next) {
        Connections.closeQuietly(next);
        try {
            store.delete(path(segmentIndex + 1));
        } catch (IOException e) {
            fail(path(segmentIndex + 1), "deleted", e); // the first failure stays
        }
    }

    private void openSegment(SegmentStore.Segment next) {
        segmentIndex++;
        segmentPath = path(segmentIndex);
        segment = next;
        segmentSize = 0;
        segmentMinSeq = Long.MAX_VALUE;
        segmentMaxSeq = 0;
        checksum = new LedgerHeader(runId, clock.startMicros(), segmentIndex, checksum, acked, failed, relation)
                .writeTo(pending);
    }

    private Path path(long index) {
        return directory.resolve(Ledger.segmentName(runId, index));
    }

    private void fail(Path path, String what, IOException cause) {
        if (failure == null) {
            failure = "the ledger " + path + " could not be " + what + " (" + cause.getMessage()
                    + "): no more canaries are written; what was acknowledged until now stays accounted for."
                    + " Make room or choose another ledger directory, and start a new run";
            onFailure.accept(failure);
        }
    }

    /** Writes what is pending and the closing record, forces and closes the file. Does not throw: see failure(). */
    @Override
    public void close() {
        closing.countDown();
        try {
            flusher.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            append(LedgerRecord.limit(LedgerRecord.Kind.CLOSED, lastSeq, clock.micros()));
            try (SegmentStore.Segment last = segment) {
                writePending();
                last.force();
            } catch (IOException e) {
                fail(segmentPath, "closed", e);
            }
        }
    }
}
