package dev.drlab.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The version whose build is deployed. Maven leaves what it built of other versions where it is; of two, either might be
 * taken, and of two on one class path both are.
 *
 * @param text such as {@code 0.1.0-SNAPSHOT}
 */
public record BuiltVersion(String text) {
    private static final String OURS = "drlab-";
    private static final String JAR = ".jar";
    private static final String ZIP = "-lambda.zip";

    /**
     * The agent's zip in a {@code target} directory.
     *
     * @throws BootstrapException if there is none, or one of another version
     */
    public Path agentZip(Path target) throws IOException {
        List<Path> zips = files(target, "", ZIP);
        if (zips.isEmpty()) {
            throw new BootstrapException("no agent zip in " + target
                    + ": run mvn -DskipTests package, or name the source" + " tree with --source");
        }
        requireOnly(target, zips, ZIP);
        return zips.get(0);
    }

    /**
     * That an image would hold nothing of drlab's but of this version.
     *
     * @throws BootstrapException if its jar or a library of drlab's is of another, or there are two jars of its own
     */
    public void require(Image image) throws IOException {
        Path target = image.context().resolve("target");
        requireOnly(target, files(target, OURS, JAR), JAR);
        Path libraries = target.resolve("lib");
        requireEach(libraries, files(libraries, OURS, JAR), JAR);
    }

    private void requireOnly(Path directory, List<Path> found, String end) {
        requireEach(directory, found, end);
        if (found.size() > 1) {
            throw refusal(directory, found);
        }
    }

    private void requireEach(Path directory, List<Path> found, String end) {
        if (!found.stream().allMatch(file -> name(file).endsWith("-" + text + end))) {
            throw refusal(directory, found);
        }
    }

    private BootstrapException refusal(Path directory, List<Path> found) {
        List<String> names = found.stream().map(BuiltVersion::name).toList();
        return new BootstrapException(
                "in " + directory + " there is " + String.join(", ", names)
                        + ", and this is drlab " + text
                        + ", which takes exactly one of its own version: delete the others (mvn"
                        + " clean), run mvn -Psbom -DskipTests package, and run this again; or use the command of that version");
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> files(Path directory, String start, String end) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> name(file).startsWith(start) && name(file).endsWith(end))
                    .sorted()
                    .toList();
        }
    }
}
