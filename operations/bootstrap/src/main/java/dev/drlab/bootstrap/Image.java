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
     * The Dockerfile and the jars that go into it, in a fixed order.
     *
     * @throws BootstrapException if its jars were not built
     */
    List<Path> files() throws IOException {
        Path target = context.resolve("target");
        List<Path> libraries = jars(target.resolve("lib"));
        List<Path> files = new ArrayList<>(List.of(context.resolve("Dockerfile")));
        files.addAll(jars(target));
        if (files.size() == 1 || libraries.isEmpty()) {
            throw new BootstrapException(
                    "the jars of the image " + name + " are not in " + target + ": run mvn -DskipTests package");
        }
        files.addAll(libraries);
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

    private static List<Path> jars(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
