package dev.drlab.drill.files;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.console.CannotRunException;
import dev.drlab.contract.json.Json;
import dev.drlab.report.Report;
import dev.drlab.report.file.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** The files of one drill, in its report directory. */
public final class DrillFiles {
    private static final JsonMapper JSON = Json.mapper();

    private final Path directory;

    private DrillFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory if it is not there.
     *
     * @throws CannotRunException if it cannot be written to
     */
    public static DrillFiles in(Path directory) throws CannotRunException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new CannotRunException("--report-dir " + directory + " cannot be made: " + e + "; name another", e);
        }
        if (!Files.isWritable(directory)) {
            throw new CannotRunException("--report-dir " + directory + " cannot be written to; name another");
        }
        return new DrillFiles(directory);
    }

    /** Where everything of the drill is. */
    public Path directory() {
        return directory;
    }

    /** The report for people. */
    public Path page() {
        return directory.resolve("report.html");
    }

    /** The report for programs. */
    public Path report() {
        return directory.resolve("report.json");
    }

    /** The ledger of the writes that were acknowledged to the clients. */
    public Path ledger() {
        return directory.resolve("http-ledger.jsonl");
    }

    /** The execution that was started here; empty for none. */
    public Optional<DrillRecord> record() throws CannotRunException {
        Path file = directory.resolve("drill.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), DrillRecord.class));
        } catch (IOException e) {
            throw new CannotRunException(
                    file + " is not the record of a drill (" + e.getMessage() + "); name another --report-dir", e);
        }
    }

    /** Writes it down, whole or not at all. */
    public void keep(DrillRecord record) throws IOException {
        Path file = directory.resolve("drill.json");
        Path next = directory.resolve("drill.json.new");
        JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), record);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Moves what an earlier attempt left into a directory of its own, so that another can begin here.
     *
     * @throws CannotRunException if that fails
     */
    public void setAside(DrillRecord record) throws CannotRunException {
        Path aside = directory.resolve(record.execution());
        try {
            Files.createDirectories(aside);
            for (Path file : List.of(report(), page(), ledger(), directory.resolve("drill.json"))) {
                if (Files.exists(file)) {
                    Files.move(file, aside.resolve(file.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new CannotRunException(
                    "what the last attempt left in " + directory + " cannot be moved to " + aside + ": " + e
                            + "; name another --report-dir",
                    e);
        }
    }

    /** The report of a drill that came to its end here; empty where none did, or it was not finished. */
    public Optional<Report> finished() {
        try {
            return Files.exists(report()) ? Optional.of(ReportJson.read(report())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // of a run that did not come to its end
        }
    }
}
