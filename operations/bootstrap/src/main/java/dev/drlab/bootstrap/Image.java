package dev.drlab.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A container image and what it is built from.
 *
 * @param name the repository's last part, such as {@code service}
 * @param context the directory with its Dockerfile and {@code target}
 */
public record Image(String name, Path context) {
    private static final int TAG_DIGITS = 16;

    /**
     * All that goes into it, in a fixed order: the Dockerfile, the list of its parts, jars, libraries, and where it has
     * some, authorities.
     *
     * @throws BootstrapException if its jars were not built, or without the list of its parts
     */
    List<Path> files() throws IOException {
        Path target = context.resolve("target");
        List<Path> own = files(target, ".jar");
        List<Path> libraries = files(target.resolve("lib"), ".jar");
        Path parts = target.resolve("bom.json");
        if (own.isEmpty() || libraries.isEmpty() || !Files.isRegularFile(parts)) {
            throw new BootstrapException(
                    "the jars of the image " + name + " and bom.json, the list of its parts, are not" + " in " + target
                            + ": run mvn -Psbom -DskipTests package");
        }
        List<Path> files = new ArrayList<>(List.of(context.resolve("Dockerfile"), parts));
        files.addAll(own);
        files.addAll(libraries);
        files.addAll(files(target.resolve("certs"), ""));
        return files;
    }

    /** A tag that the content of all these images gives, so that the same content is pushed once. */
    public static String commonTag(List<Image> images) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Image image : images) {
            files.addAll(image.files());
        }
        return ContentHash.ofFiles(files).hex().substring(0, TAG_DIGITS);
    }

    private static List<Path> files(Path directory, String end) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }
}
