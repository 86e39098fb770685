package dev.drlab.lab;

import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.report.file.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The remains of a lab that was closed: both regions' data, snapshots, the journals of its executions, and the lists
 * of what only a removed database had.
 *
 * @param home the lab's data
 */
public record LabRemains(Path home) {
    private static final List<String> RECORDS = List.of("journals", "evidence");
    private static final String SNAPSHOTS = "snapshots";
    private static final String RUNS = "runs";
    private static final String EARLIER = "earlier";

    /** Nothing may be null. */
    public LabRemains {
        Objects.requireNonNull(home, "home");
    }

    /**
     * Moves all of it to {@code directory}, which may be on another file system.
     *
     * @throws IOException when something cannot be moved
     */
    public void keepAll(Path directory) throws IOException {
        for (String part : data()) {
            moveIfThere(part, directory);
        }
        keepRecords(directory);
    }

    /**
     * Moves journals and lists to {@code directory}, and deletes the rest.
     *
     * @throws IOException when something cannot be moved
     * @throws java.io.UncheckedIOException when something cannot be deleted
     */
    public void keepRecords(Path directory) throws IOException {
        for (String part : data()) {
            DirectoryTree.delete(home.resolve(part));
        }
        moveRecords(directory);
    }

    /**
     * Moves journals and lists out of the way of the next lab's: to {@code runs/<start>-earlier} beside the home, or
     * within the home when that cannot be.
     *
     * @param start of the next lab
     * @return where they are now; empty when there are none
     * @throws IOException when something cannot be moved
     */
    public Optional<Path> setRecordsAside(Instant start) throws IOException {
        if (RECORDS.stream().noneMatch(part -> Files.exists(home.resolve(part)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(moveRecords(RunDirectory.of(home.resolveSibling(RUNS), start, EARLIER)));
        } catch (IOException e) {
            return Optional.of(moveRecords(RunDirectory.of(home, start, EARLIER)));
        }
    }

    private Path moveRecords(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String part : RECORDS) {
            moveIfThere(part, directory);
        }
        return directory;
    }

    private static List<String> data() {
        List<String> parts = new ArrayList<>(RegionNames.all());
        parts.add(SNAPSHOTS);
        return parts;
    }

    private void moveIfThere(String part, Path directory) throws IOException {
        Path present = home.resolve(part);
        if (Files.exists(present)) {
            DirectoryTree.move(present, directory.resolve(part));
        }
    }
}
