package dev.drlab.verifier;

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
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A run's ledger as it can be read, also while the run goes on: its segments in order. A record that is not whole, at
 * the end of a segment, ends that segment.
 */
public final class Ledger {
    private static final String SUFFIX = ".ledger";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path directory;
    private final UUID runId;
    private final byte[] unwritten;

    Ledger(Path directory, UUID runId, byte[] unwritten) {
        this.directory = directory;
        this.runId = runId;
        this.unwritten = unwritten;
    }

    /**
     * Opens a ledger for reading.
     *
     * @param directoryOrSegment a directory with the segments of one run, or any segment of the run that is meant
     * @throws IOException if there is none, or the directory has those of several runs
     */
    public static Ledger open(Path directoryOrSegment) throws IOException {
        if (!Files.isDirectory(directoryOrSegment)) {
            UUID runId = header(directoryOrSegment).runId();
            return new Ledger(directoryOrSegment.toAbsolutePath().getParent(), runId, new byte[0]);
        }
        List<UUID> runs = new ArrayList<>();
        for (Path segment : segments(directoryOrSegment, "")) {
            UUID runId = header(segment).runId();
            if (!runs.contains(runId)) {
                runs.add(runId);
            }
        }
        if (runs.isEmpty()) {
            throw new NoSuchFileException(directoryOrSegment + " holds no canary ledger (*" + SUFFIX + ")");
        }
        if (runs.size() > 1) {
            throw new IOException(directoryOrSegment + " holds the ledgers of " + runs.size()
                    + " runs: name a segment of the one that is meant, such as "
                    + directoryOrSegment.resolve(segmentName(runs.get(runs.size() - 1), 1)));
        }
        return new Ledger(directoryOrSegment, runs.get(0), new byte[0]);
    }

    /** The run that wrote it. */
    public UUID runId() {
        return runId;
    }

    /** Where its segments are. */
    public Path directory() {
        return directory;
    }

    static String segmentName(UUID runId, int index) {
        return "%s.%06d%s".formatted(runId, index, SUFFIX);
    }

    /**
     * A place in a ledger: after that many records of that segment. Stays valid when earlier segments are deleted.
     *
     * @param segment the segment's name
     * @param records how many of its records lie before the place
     */
    record Mark(String segment, long records) {}

    /** Gives of each segment that is left the header, then every record in order; returns where that ended. */
    Mark read(Consumer<LedgerHeader> header, Consumer<LedgerRecord> records) throws IOException {
        return readUpTo(new Mark("~", 0), header, records);
    }

    /** The same, but no further than this. */
    Mark readUpTo(Mark end, Consumer<LedgerHeader> header, Consumer<LedgerRecord> records) throws IOException {
        List<Path> segments = segments(directory, runId.toString());
        if (segments.isEmpty()) {
            throw new NoSuchFileException(directory + " holds no segment of run " + runId);
        }
        Mark reached = new Mark("", 0);
        for (int i = 0; i < segments.size(); i++) {
            String name = segments.get(i).getFileName().toString();
            int order = name.compareTo(end.segment());
            if (order > 0) {
                break;
            }
            byte[] tail = i == segments.size() - 1 ? unwritten : new byte[0];
            try (InputStream in = new BufferedInputStream(
                    new SequenceInputStream(Files.newInputStream(segments.get(i)), new ByteArrayInputStream(tail)),
                    BUFFER_BYTES)) {
                byte[] start = in.readNBytes(LedgerHeader.BYTES);
                if (i > 0 && start.length < LedgerHeader.BYTES) {
                    break; // just created: its header is still under way
                }
                LedgerHeader first = LedgerHeader.readFrom(ByteBuffer.wrap(start), segments.get(i));
                header.accept(first);
                reached = new Mark(name, readRecords(in, order == 0 ? end.records() : Long.MAX_VALUE, records));
            }
        }
        return reached;
    }

    private static long readRecords(InputStream in, long atMost, Consumer<LedgerRecord> records) throws IOException {
        byte[] bytes = new byte[LedgerRecord.BYTES];
        long count = 0;
        while (count < atMost && in.readNBytes(bytes, 0, bytes.length) == bytes.length) {
            LedgerRecord entry = LedgerRecord.readFrom(ByteBuffer.wrap(bytes));
            if (entry == null) {
                break;
            }
            records.accept(entry);
            count++;
        }
        return count;
    }

    private static LedgerHeader header(Path segment) throws IOException {
        try (InputStream in = Files.newInputStream(segment)) {
            return LedgerHeader.readFrom(ByteBuffer.wrap(in.readNBytes(LedgerHeader.BYTES)), segment);
        }
    }

    private static List<Path> segments(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .filter(path -> path.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
