package dev.drlab.drill.files;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.console.CannotRunException;
import dev.drlab.console.Shell;
import dev.drlab.contract.json.Json;
import dev.drlab.drill.cloud.FaultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Keeps what a region had before a fault: beside the drill's report, and where it is found without it. */
public final class FaultFiles {
    private static final JsonMapper JSON = Json.mapper();
    private static final String NAME = "fault.json";

    private FaultFiles() {}

    /** Writes it to both places, whole or not at all; before the fault is put in. */
    public static void keep(Path faults, Path directory, String project, FaultRecord there) throws IOException {
        write(directory.resolve(NAME), there);
        Files.createDirectories(faults);
        write(faults.resolve(name(project, there.region())), there);
    }

    private static void write(Path file, FaultRecord there) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), there);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads it.
     *
     * @param directory of the drill; null for the other place
     * @throws CannotRunException if there is none, or of another region
     */
    public static FaultRecord read(Path faults, Path directory, String project, String region)
            throws CannotRunException {
        Path file = directory == null ? faults.resolve(name(project, region)) : directory.resolve(NAME);
        if (!Files.exists(file)) {
            throw new CannotRunException("there is no record of a fault at " + file
                    + "; name the --report-dir of the failover, or put in nothing: no drill put a fault in from here");
        }
        try {
            FaultRecord there = JSON.readValue(file.toFile(), FaultRecord.class);
            if (!there.region().equals(region)) {
                throw new CannotRunException(file + " is of a fault in " + there.region() + ", not in " + region);
            }
            return there;
        } catch (IOException e) {
            throw new CannotRunException(file + " is not the record of a fault: " + e.getMessage(), e);
        }
    }

    /** That the fault which the directory records stays, and the command that takes it back; empty if it records none. */
    public static String note(String region, String project, Path directory) {
        return Files.exists(directory.resolve(NAME))
                ? "; the fault stays in " + region + " until: " + undo(region, project, directory)
                : "";
    }

    /** The command that takes it back. */
    public static String undo(String region, String project, Path directory) {
        return Shell.line(List.of(
                "./drlab",
                "drill",
                "restore-fault",
                region,
                "--project",
                project,
                "--report-dir",
                directory.toString()));
    }

    private static String name(String project, String region) {
        return project + "-" + region + ".json";
    }
}
