package dev.drlab.verifier.ledger;

import dev.drlab.contract.host.PrivateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How a ledger reaches its files. */
public interface SegmentStore {
    /** A new, empty file that is open for appending. */
    Segment create(Path path) throws IOException;

    /** Removes a segment that no account needs any more. */
    void delete(Path path) throws IOException;

    /** One open file. */
    interface Segment extends AutoCloseable {
        /** Writes some of the bytes, at least one, and moves the buffer's position past them. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns once everything written is on the disk. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Ordinary files. */
    static SegmentStore files() {
        return new SegmentStore() {
            @Override
            public Segment create(Path path) throws IOException {
                FileChannel channel = FileChannel.open(PrivateFile.create(path), StandardOpenOption.WRITE);
                return new Segment() {
                    @Override
                    public void write(ByteBuffer bytes) throws IOException {
                        channel.write(bytes);
                    }

                    @Override
                    public void force() throws IOException {
                        channel.force(false);
                    }

                    @Override
                    public void close() throws IOException {
                        channel.close();
                    }
                };
            }

            @Override
            public void delete(Path path) throws IOException {
                Files.deleteIfExists(path);
            }
        };
    }
}
