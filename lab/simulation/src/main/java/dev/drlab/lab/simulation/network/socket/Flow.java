package dev.drlab.lab.simulation.network.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * One direction of a connection: reads from a source, holds each chunk until its time of arrival, writes to a sink.
 * Order is preserved; an end of stream or a reset travels in line behind the bytes before it.
 */
final class Flow {
    private enum Kind {
        DATA,
        END,
        RESET
    }

    private record Segment(Kind kind, long dueNanos, ByteBuffer bytes) {}

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final EventLoop loop;
    private final Connection connection;
    private final Path path;
    private final SocketChannel source;
    private final SocketChannel sink;
    private final ArrayDeque<Segment> underWay = new ArrayDeque<>();
    private int bytesUnderWay;
    private long lastDueNanos = System.nanoTime();
    private boolean started;
    private boolean sourceEnded;
    private boolean resetUnderWay;
    private boolean finished;
    private boolean sinkFull;
    private boolean timerSet;

    Flow(EventLoop loop, Connection connection, Path path, SocketChannel source, SocketChannel sink) {
        this.loop = loop;
        this.connection = connection;
        this.path = path;
        this.source = source;
        this.sink = sink;
    }

    /** Begins to read, behind bytes that were read before. */
    void start(ByteBuffer early) {
        started = true;
        if (early.hasRemaining()) {
            accept(early);
        }
    }

    boolean wantsToRead() {
        return started && !sourceEnded && path.isOpen() && bytesUnderWay < path.windowBytes();
    }

    boolean wantsToWrite() {
        return sinkFull && path.isOpen();
    }

    /** True when no byte will ever be delivered again. */
    boolean finished() {
        return finished;
    }

    void read() {
        if (!wantsToRead()) {
            return;
        }
        ByteBuffer scratch = loop.scratch().clear();
        scratch.limit(Math.min(Math.min(scratch.capacity(), path.chunkBytes()), path.windowBytes() - bytesUnderWay));
        int count;
        try {
            count = source.read(scratch);
        } catch (IOException e) {
            connection.broken(source);
            return;
        }
        if (count < 0) {
            sourceEnded = true;
            append(Kind.END);
        } else if (count > 0) {
            accept(scratch.flip());
        }
    }

    /** The source is gone: tells the sink, behind what is under way. */
    void sourceReset() {
        sourceEnded = true;
        if (!resetUnderWay) {
            resetUnderWay = true;
            append(Kind.RESET);
        }
    }

    /** The sink is gone: nothing more can be delivered. */
    void sinkGone() {
        sourceEnded = true;
        finished = true;
        sinkFull = false;
        underWay.clear();
        bytesUnderWay = 0;
    }

    /** Delivers what has arrived. */
    void flush() {
        sinkFull = false;
        while (!underWay.isEmpty() && path.isOpen()) {
            Segment head = underWay.peek();
            if (head.dueNanos - System.nanoTime() > 0) {
                wakeAt(head.dueNanos);
                return;
            }
            if (!deliver(head)) {
                return;
            }
        }
    }

    private void accept(ByteBuffer bytes) {
        long now = System.nanoTime();
        long due = dueNanos(now, bytes.remaining());
        if (underWay.isEmpty() && due - now <= 0 && path.isOpen()) {
            if (!write(bytes)) {
                return;
            }
            if (!bytes.hasRemaining()) {
                return;
            }
            sinkFull = true;
        }
        ByteBuffer held = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        bytesUnderWay += held.remaining();
        underWay.add(new Segment(Kind.DATA, due, held));
        if (!sinkFull && path.isOpen()) {
            wakeAt(underWay.peek().dueNanos);
        }
    }

    private void append(Kind kind) {
        underWay.add(new Segment(kind, dueNanos(System.nanoTime(), 0), NOTHING));
        if (!sinkFull) {
            flush();
        }
    }

    private long dueNanos(long nowNanos, int bytes) {
        long due = path.arrivalNanos(nowNanos, bytes);
        // A latency that was lowered meanwhile must not let later bytes overtake.
        lastDueNanos = due - lastDueNanos > 0 ? due : lastDueNanos;
        return lastDueNanos;
    }

    /** Returns false when delivery has to stop here. */
    private boolean deliver(Segment head) {
        switch (head.kind) {
            case DATA -> {
                int before = head.bytes.remaining();
                if (!write(head.bytes)) {
                    return false;
                }
                bytesUnderWay -= before - head.bytes.remaining();
                if (head.bytes.hasRemaining()) {
                    sinkFull = true;
                    return false;
                }
            }
            case END -> {
                finished = true;
                try {
                    sink.shutdownOutput();
                } catch (IOException e) {
                    connection.broken(sink);
                    return false;
                }
            }
            case RESET -> {
                connection.reset();
                return false;
            }
        }
        underWay.poll();
        return true;
    }

    private boolean write(ByteBuffer bytes) {
        try {
            sink.write(bytes);
            return true;
        } catch (IOException e) {
            connection.broken(sink);
            return false;
        }
    }

    private void wakeAt(long dueNanos) {
        if (!timerSet) {
            timerSet = true;
            loop.at(dueNanos, () -> {
                timerSet = false;
                if (!connection.closed()) {
                    flush();
                    connection.refresh();
                }
            });
        }
    }
}
