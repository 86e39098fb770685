package dev.drlab.lab.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removes and moves directories. */
public final class DirectoryTree {
    private DirectoryTree() {}

    /**
     * Moves a directory with all that is in it, by copying where the target is on another file system. The target is there
     * completely or not at all.
     *
     * @param target does not exist yet; its parent does
     * @throws IOException when that fails; the source is untouched then
     * @throws UncheckedIOException when it was copied, and the source cannot be deleted
     */
    public static void move(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            Path copy = target.resolveSibling(target.getFileName() + ".partial");
            delete(copy);
            try {
                copy(source, copy);
            } catch (IOException | UncheckedIOException e) {
                delete(copy);
                throw e;
            }
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            delete(source);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : tree.toList()) { // parents come first
                Files.copy(
                        path,
                        target.resolve(source.relativize(path)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /**
     * Deletes the directory and all that is in it; nothing when it does not exist.
     *
     * @throws UncheckedIOException when something in it cannot be deleted
     */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
