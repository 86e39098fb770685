package dev.drlab.workload.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.host.PrivateFile;
import dev.drlab.contract.json.Json;
import dev.drlab.workload.http.Result;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The outcome of every write: acknowledged ones in memory, and all attempts, failed ones too, as a line of JSON each in
 * a file that is only appended to. Lines have {@code result} (a {@link Result}), {@code key}, {@code status} (0 without
 * an answer), {@code startNanos}, {@code endNanos}, {@code startedAt}, {@code endedAt}, and for acknowledged writes
 * {@code id}, {@code region} and {@code epoch}.
 *
 * <p>Lines are buffered for up to about 100 ms; {@link #close} writes all of them. Thread-safe.
 */
public final class HttpLedger implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final BufferedWriter writer;
    private final JsonGenerator lines;
    private final List<AcknowledgedWrite> acknowledged = new ArrayList<>();
    private final Consumer<String> onFailure;
    private String failure;

    /**
     * Opens the file, which is made if it is not there, readable by its owner only.
     *
     * @param onFailure told once, in one sentence, when the file can no longer be written
     */
    public HttpLedger(Path file, Consumer<String> onFailure) throws IOException {
        this.file = Objects.requireNonNull(file, "file");
        this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
        writer = PrivateFile.writer(file, StandardOpenOption.APPEND);
        lines = JSON.createGenerator(writer)
                .configure(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM, false)
                .setRootValueSeparator(null);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Acknowledged writes in order of acknowledgement: a copy of what there is now. */
    public synchronized List<AcknowledgedWrite> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** How many writes have been acknowledged until now. */
    public synchronized int acknowledgedCount() {
        return acknowledged.size();
    }

    /** Writes that this region acknowledged in this epoch, in order. */
    public List<AcknowledgedWrite> acceptedBy(String region, long epoch) {
        return acknowledged().stream()
                .filter(write -> write.epoch() == epoch && write.region().equals(region))
                .toList();
    }

    /** The first write that was sent at or after that {@link System#nanoTime()} and acknowledged by the region. */
    public Optional<AcknowledgedWrite> firstAcknowledged(String region, long sinceNanos) {
        return acknowledged().stream()
                .filter(write ->
                        write.startNanos() - sinceNanos >= 0 && write.region().equals(region))
                .findFirst();
    }

    /**
     * Reads the acknowledged writes of a ledger file, in order. A torn last line, as a killed lab leaves it, is left out.
     *
     * @throws IOException if the file cannot be read, or a line that is not the last is not a ledger line
     */
    public static List<AcknowledgedWrite> read(Path file) throws IOException {
        ObjectMapper mapper = Json.mapper();
        List<AcknowledgedWrite> writes = new ArrayList<>();
        List<String> all;
        try (Stream<String> stream = Files.lines(file, StandardCharsets.UTF_8)) {
            all = stream.toList();
        }
        for (int i = 0; i < all.size(); i++) {
            try {
                JsonNode line = mapper.readTree(all.get(i));
                if (Result.OK.name().equals(line.path("result").asText())) {
                    writes.add(parse(line));
                }
            } catch (JsonProcessingException | IllegalArgumentException e) {
                if (i < all.size() - 1) {
                    throw new IOException(file + ", line " + (i + 1) + ": not a line of an HTTP ledger", e);
                }
            }
        }
        return writes;
    }

    /** Why the file lacks lines; empty while it is complete. The writes in memory are complete in any case. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Records an attempt with its outcome. */
    public synchronized void add(WriteAttempt attempt) {
        if (attempt.result() == Result.OK) {
            acknowledged.add(attempt.acknowledged());
        }
        unlessFailed(() -> write(attempt));
    }

    private void write(WriteAttempt attempt) throws IOException {
        lines.writeStartObject();
        lines.writeStringField("result", attempt.result().name());
        lines.writeStringField("key", attempt.key());
        lines.writeNumberField("status", attempt.status());
        if (attempt.result() == Result.OK) {
            lines.writeNumberField("id", attempt.id());
            lines.writeStringField("region", attempt.region());
            lines.writeNumberField("epoch", attempt.epoch());
        }
        lines.writeNumberField("startNanos", attempt.startNanos());
        lines.writeNumberField("endNanos", attempt.endNanos());
        lines.writeStringField("startedAt", attempt.startedAt().toString());
        lines.writeStringField("endedAt", attempt.endedAt().toString());
        lines.writeEndObject();
        lines.writeRaw('\n');
    }

    /** Writes what is buffered to the file. */
    public synchronized void flush() {
        unlessFailed(() -> {
            lines.flush();
            writer.flush();
        });
    }

    /** Writes what is buffered and closes the file; the writes in memory stay. */
    @Override
    public synchronized void close() {
        unlessFailed(() -> {
            lines.close();
            writer.close();
        });
    }

    /** A disk that is full stays full for every line: it is told once, and nothing more is tried. */
    private void unlessFailed(Writing writing) {
        if (failure != null) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            failure = "the HTTP ledger " + file + " could not be written (" + e.getMessage() + ")";
            onFailure.accept(failure);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static AcknowledgedWrite parse(JsonNode line) {
        for (String field : List.of("key", "id", "region", "epoch", "status", "startNanos", "endNanos", "endedAt")) {
            if (!line.hasNonNull(field)) {
                throw new IllegalArgumentException("no field " + field);
            }
        }
        return new AcknowledgedWrite(
                line.get("key").asText(),
                line.get("id").asLong(),
                line.get("region").asText(),
                line.get("epoch").asLong(),
                line.get("status").asInt(),
                line.get("startNanos").asLong(),
                line.get("endNanos").asLong(),
                Instant.parse(line.path("startedAt").asText()),
                Instant.parse(line.get("endedAt").asText()));
    }
}
