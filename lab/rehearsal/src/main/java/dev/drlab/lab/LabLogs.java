package dev.drlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The logs of both regions: those of PostgreSQL and of each service task.
 *
 * @param home the lab's data
 */
public record LabLogs(Path home) {
    /** The directory's name beside a report. */
    public static final String DIRECTORY = "logs";

    private static final String ENDING = ".log";
    /** Beside the region's own directory; the databases' data are deeper. */
    private static final int DEPTH = 1;

    /** Nothing may be null. */
    public LabLogs {
        Objects.requireNonNull(home, "home");
    }

    /**
     * Copies them to {@code logs/<region>/} in {@code directory}; also from another file system, and while the lab runs.
     *
     * @return whether there were any
     * @throws IOException when one cannot be copied
     */
    public boolean copyTo(Path directory) throws IOException {
        boolean any = false;
        for (String region : RegionNames.all()) {
            for (Path log : logsIn(home.resolve(region))) {
                Path target = directory.resolve(DIRECTORY).resolve(region).resolve(log.getFileName());
                Files.createDirectories(target.getParent());
                Files.copy(log, target, StandardCopyOption.REPLACE_EXISTING);
                any = true;
            }
        }
        return any;
    }

    private static List<Path> logsIn(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, DEPTH)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }
}
