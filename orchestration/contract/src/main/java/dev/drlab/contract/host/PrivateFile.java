package dev.drlab.contract.host;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read: ledgers and evidence tell what is in somebody's database. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Makes an empty file, readable and writable by its owner only where the file system has such permissions.
     *
     * @return the file
     * @throws java.nio.file.FileAlreadyExistsException when it is there already
     * @throws IOException when it cannot be made
     */
    public static Path create(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }

    /**
     * A writer of UTF-8 text to such a file, which is made if it is not there.
     *
     * @param mode {@link StandardOpenOption#APPEND}, or {@link StandardOpenOption#TRUNCATE_EXISTING}
     * @throws IOException when it cannot be opened
     */
    public static BufferedWriter writer(Path file, StandardOpenOption mode) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.WRITE, mode);
    }
}
