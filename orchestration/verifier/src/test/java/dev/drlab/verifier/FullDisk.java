package dev.drlab.verifier;

import dev.drlab.verifier.ledger.SegmentStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Real files on a disk that has room for so many bytes; the write that does not fit is cut in the middle. */
public final class FullDisk implements SegmentStore {
    private final SegmentStore files = SegmentStore.files();
    private long room;

    public FullDisk(long room) {
        this.room = room;
    }

    public synchronized void makeRoom(long bytes) {
        room += bytes;
    }

    private synchronized int take(int wanted) throws IOException {
        if (room == 0) {
            throw new IOException("No space left on device");
        }
        int taken = (int) Math.min(wanted, room);
        room -= taken;
        return taken;
    }

    @Override
    public Segment create(Path path) throws IOException {
        Segment file = files.create(path);
        return new Segment() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                ByteBuffer part = bytes.duplicate();
                part.limit(part.position() + take(bytes.remaining()));
                while (part.hasRemaining()) {
                    file.write(part);
                }
                bytes.position(part.position());
            }

            @Override
            public void force() throws IOException {
                file.force();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public void delete(Path path) throws IOException {
        files.delete(path);
    }
}
