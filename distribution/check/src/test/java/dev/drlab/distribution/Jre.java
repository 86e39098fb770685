package dev.drlab.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JRE out of the JDK of this build: {@code bin} has {@code java} alone, and what only a JDK has (the other programs,
 * {@code jmods}, headers, sources, the compiler's {@code ct.sym}) is not there. Its files are hard links where the
 * file system allows it, else copies: the JVM finds its home by where its program and library are, so {@code java.home},
 * and every process that drlab starts from there, is this directory.
 *
 * <p>The modules are all of the JDK's, those of its tools included; so are those of Debian's {@code
 * openjdk-17-jre-headless}. That drlab needs fewer is shown by the images, whose runtime has a part of them.
 */
final class Jre {
    private static final Set<String> OF_THE_JDK = Set.of("ct.sym", "src.zip");

    private Jre() {}

    /** Makes it in {@code directory}, which everybody may read. */
    static Path make(Path directory) throws IOException {
        Path jdk = Path.of(System.getProperty("java.home")).toRealPath();
        Files.createDirectories(directory.resolve("bin"));
        Files.copy(jdk.resolve("bin/java"), directory.resolve("bin/java"));
        for (String each : List.of("lib", "conf", "release")) {
            link(jdk.resolve(each), directory.resolve(each));
        }
        return directory;
    }

    private static void link(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            linkFile(from.toRealPath(), to);
            return;
        }
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                if (!OF_THE_JDK.contains(file.getFileName().toString())) {
                    link(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    private static void linkFile(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) { // another file system, or a file of another user
            Files.copy(from, to);
        }
    }
}
