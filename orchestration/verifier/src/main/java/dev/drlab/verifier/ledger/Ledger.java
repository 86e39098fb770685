package dev.drlab.verifier.ledger;

import dev.drlab.verifier.table.CanaryRelation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run's ledger as it can be read, also while the run goes on: its segments in order. */
public final class Ledger {
    /** After every record that there is. */
    public static final Mark END = new Mark("~", 0);

    private static final String SUFFIX = ".ledger";
    private static final Pattern SEGMENT = Pattern.compile("([0-9a-f-]{36})\\.([0-9]{6,9})\\.ledger");

    private final Path directory;
    private final UUID runId;
    private final byte[] unwritten;

    /** Of a run whose segments are in {@code directory}. */
    public Ledger(Path directory, UUID runId, byte[] unwritten) {
        this.directory = directory;
        this.runId = runId;
        this.unwritten = unwritten;
    }

    /**
     * Opens a ledger for reading.
     *
     * @param directoryOrSegment a directory with the segments of one run, or any segment of the run that is meant
     * @throws IOException if there is none, the directory has those of several runs, or it is of an earlier format
     */
    public static Ledger open(Path directoryOrSegment) throws IOException {
        if (!Files.isDirectory(directoryOrSegment)) {
            UUID runId = runOf(directoryOrSegment);
            return new Ledger(directoryOrSegment.toAbsolutePath().getParent(), runId, new byte[0]);
        }
        TreeMap<UUID, Path> runs = new TreeMap<>();
        for (Path segment : segments(directoryOrSegment, "")) {
            runs.putIfAbsent(runOf(segment), segment);
        }
        if (runs.isEmpty()) {
            throw new NoSuchFileException(directoryOrSegment + " holds no canary ledger (*" + SUFFIX + ")");
        }
        if (runs.size() > 1) {
            throw new IOException(directoryOrSegment + " holds the ledgers of " + runs.size()
                    + " runs: name a segment of the one that is meant, such as "
                    + runs.lastEntry().getValue());
        }
        return new Ledger(directoryOrSegment, runs.firstKey(), new byte[0]);
    }

    /** The run that wrote it. */
    public UUID runId() {
        return runId;
    }

    /** Where its segments are. */
    public Path directory() {
        return directory;
    }

    /**
     * The table that its canaries were written to; empty if its run never reached a database.
     *
     * @throws IOException if the ledger can not be read
     */
    public Optional<CanaryRelation> relation() throws IOException {
        for (Path segment : existingSegments()) {
            Optional<CanaryRelation> named = relationIn(segment);
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }

    /** Empty where the header is damaged, still under way, or gone with its segment: another one names the table too. */
    private static Optional<CanaryRelation> relationIn(Path segment) throws IOException {
        try {
            return header(segment).relation();
        } catch (LedgerHeader.OldFormatException e) {
            throw e;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads it all, to tell whether it can be relied on.
     *
     * @throws IOException if the ledger can not be read
     */
    public LedgerCondition condition() throws IOException {
        return reading(END, header -> {}, entry -> {}).condition();
    }

    static String segmentName(UUID runId, long index) {
        return "%s.%06d%s".formatted(runId, index, SUFFIX);
    }

    /** The number in a segment's name; 0 if there is none. */
    static long index(Path segment) {
        Matcher name = SEGMENT.matcher(segment.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(2)) : 0;
    }

    /**
     * A place in a ledger: after that many records of that segment. Stays valid when earlier segments are deleted.
     *
     * @param segment the segment's name
     * @param records how many of its records lie before the place
     */
    public record Mark(String segment, long records) {
        /** How many records of a segment of that name lie before the place, however many there are. */
        long recordsOf(String name) {
            int order = name.compareTo(segment);
            return order < 0 ? Long.MAX_VALUE : order == 0 ? records : 0;
        }
    }

    /** Gives of each segment that is left the header, then every record in order; returns where that ended. */
    public Mark read(Consumer<LedgerHeader> header, Consumer<LedgerRecord> records) throws IOException {
        return readUpTo(END, header, records);
    }

    /** The same, but no further than this. */
    public Mark readUpTo(Mark end, Consumer<LedgerHeader> header, Consumer<LedgerRecord> records) throws IOException {
        return reading(end, header, records).reached();
    }

    /** The same, with what was found out about the ledger itself. */
    public LedgerReading reading(Mark end, Consumer<LedgerHeader> header, Consumer<LedgerRecord> records)
            throws IOException {
        return new LedgerReading(this, end, unwritten, header, END, records, records).read();
    }

    /** Reads it all, and tells of the records up to a place and of those after it apart. */
    public LedgerReading readingAcross(
            Mark place, Consumer<LedgerHeader> header, Consumer<LedgerRecord> before, Consumer<LedgerRecord> after)
            throws IOException {
        return new LedgerReading(this, END, unwritten, header, place, before, after).read();
    }

    /** Its segments that are there, in order. */
    List<Path> segments() throws IOException {
        return segments(directory, runId.toString());
    }

    /**
     * The same.
     *
     * @throws NoSuchFileException if there is none
     */
    List<Path> existingSegments() throws IOException {
        List<Path> found = segments();
        if (found.isEmpty()) {
            throw new NoSuchFileException(directory + " holds no segment of run " + runId);
        }
        return found;
    }

    /** By its name, so that a damaged header does not hide whose it is; by its header where it was renamed. */
    private static UUID runOf(Path segment) throws IOException {
        Matcher name = SEGMENT.matcher(segment.getFileName().toString());
        try {
            return header(segment).runId();
        } catch (LedgerHeader.OldFormatException | NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            if (!name.matches()) {
                throw e;
            }
            return UUID.fromString(name.group(1));
        }
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
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }
}
