package dev.drlab.lab.simulation.process;

import dev.drlab.contract.failure.FileFailure;
import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Ports that a lab has chosen and may not listen on yet. Labs that start at once would find the same port free, so each
 * keeps a lock on the byte of its number in a file that all labs of a user share. The kernel gives the lock back with the
 * process, however it ends. Safe for use by several threads.
 */
final class PortReservations implements AutoCloseable {
    private static final int ATTEMPTS = 200;

    private final Path file;
    private final FileChannel channel;

    /**
     * None yet.
     *
     * @param file the file that is shared; made when there is none
     * @throws LabException when it cannot be opened
     */
    PortReservations(Path file) {
        this.file = Objects.requireNonNull(file, "file");
        try {
            this.channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new LabException(
                    "cannot use " + file + ", which says which ports the labs of this machine take: "
                            + FileFailure.cause(e) + "; remove it, or set java.io.tmpdir",
                    e);
        }
    }

    /** The file that all labs of this user share. */
    static Path shared() {
        return Path.of(
                System.getProperty("java.io.tmpdir"), "drlab-ports-" + System.getProperty("user.name") + ".lock");
    }

    /**
     * The first of some candidates that no other lab has chosen; it is this lab's until {@link #close}.
     *
     * @throws LabException when there is none among 200
     */
    synchronized int take(IntSupplier candidates) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = candidates.getAsInt();
            if (lock(port)) {
                return port;
            }
        }
        throw new LabException("found no port that no other lab has chosen: see " + file);
    }

    private boolean lock(int port) {
        try {
            FileLock lock = channel.tryLock(port, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) { // a lab in this very process
            return false;
        } catch (IOException e) {
            throw new LabException("cannot reserve port " + port + " in " + file + ": " + FileFailure.cause(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
