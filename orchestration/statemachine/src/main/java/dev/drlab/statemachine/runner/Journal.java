package dev.drlab.statemachine.runner;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The append-only file of an execution: one {@link JournalLine} an event, in their order. A line is written before
 * anybody hears of its event, so it survives the death of the process; it is forced to the disk at each boundary of the
 * machine's own states and at the execution's start and end, so the death of the computer costs at most the state in
 * progress, which may be run again anyway. The file is locked while it is open.
 * A RandomAccessFile, because an interrupt would close a FileChannel in the middle of a cancelled run.
 */
final class Journal implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private String previousSum = JournalLine.BEGINNING;

    private Journal(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** Opens {@code path}, which need not exist, readable by its owner only, and locks it. */
    static Journal open(Path path) {
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            create(path);
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            if (!locked(file)) {
                file.close();
                throw new JournalException(path, "another run has it open; wait for it to end, or end it");
            }
            return new Journal(path, file);
        } catch (IOException e) {
            throw new JournalException(path, "cannot be opened", e);
        }
    }

    private static void create(Path path) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        try {
            if (posix) { // arguments and results may hold what is not for everybody
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            // to be resumed, or empty; another run that made it just now holds its lock
        }
    }

    private static boolean locked(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() != null; // released when the file is closed
        } catch (OverlappingFileLockException e) {
            return false; // held within this process
        }
    }

    /** The content of the file. */
    byte[] read() {
        try {
            byte[] content = new byte[Math.toIntExact(file.length())];
            file.seek(0);
            file.readFully(content);
            return content;
        } catch (IOException e) {
            throw new JournalException(path, "cannot be read", e);
        }
    }

    /** Drops everything behind {@code length} bytes, and appends from there, chained to the checksum {@code sum}. */
    void continueAt(long length, String sum) {
        previousSum = sum;
        try {
            file.setLength(length);
            file.seek(length);
        } catch (IOException e) {
            throw new JournalException(path, "cannot be cut to its whole lines", e);
        }
    }

    /** Appends a line; with {@code force} it, and all before it, are on the disk afterwards. */
    void append(ExecutionEvent event, boolean force) {
        try {
            String line = JournalLine.write(event, previousSum);
            file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            previousSum = JournalLine.sumOf(line);
            if (force) {
                file.getFD().sync();
            }
        } catch (IOException e) {
            throw new JournalException(path, "cannot be written; the run stops, resume it when the cause is gone", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new JournalException(path, "cannot be closed", e);
        }
    }
}
