package dev.drlab.lab.simulation.network.socket;

/** One direction's way through a connection. Used on the event loop's thread only. */
public interface Path {
    /** False while nothing passes. */
    boolean isOpen();

    /** True while what arrives is turned away with a reset. */
    boolean rejects();

    /** One-way delay in nanoseconds. */
    long latencyNanos();

    /** Takes room for that many bytes that enter now; returns the {@link System#nanoTime()} at which the last arrives. */
    long arrivalNanos(long nowNanos, int bytes);

    /** How many bytes one connection may have under way. */
    int windowBytes();

    /** How many bytes enter at a time. */
    int chunkBytes();

    /** No delay, no limit, never closed. */
    Path DIRECT = new Path() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean rejects() {
            return false;
        }

        @Override
        public long latencyNanos() {
            return 0;
        }

        @Override
        public long arrivalNanos(long nowNanos, int bytes) {
            return nowNanos;
        }

        @Override
        public int windowBytes() {
            return 256 * 1024;
        }

        @Override
        public int chunkBytes() {
            return 64 * 1024;
        }
    };
}
