package dev.drlab.lab.simulation.network;

import dev.drlab.lab.simulation.network.socket.EventLoop;
import dev.drlab.lab.simulation.network.socket.Path;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A way between the regions, or from the internet to them, with one latency, one bandwidth and one fate: cut, it is cut
 * for every {@link Relay} on it. Changes take effect before the call returns and hold for established connections too.
 *
 * <p>Latency delays each chunk of bytes by itself, so throughput is not limited to one chunk per latency; a connection
 * may have up to 4 MiB under way in each direction. Timers have a resolution of a millisecond and are never early.
 * Bandwidth is shared by all connections in the same direction (towards the same end). Loss and jitter are not modelled.
 *
 * <p>Thread-safe.
 */
public final class Link {
    private static final int SMALL_WINDOW_BYTES = 256 * 1024;
    private static final int WINDOW_BYTES = 4 * 1024 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MIN_CHUNK_BYTES = 1024;
    private static final long QUEUE_MILLIS = 100;

    private final EventLoop loop;
    private final String name;
    private final List<Relay> relays = new ArrayList<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private volatile long latencyMillis;
    private volatile long bandwidthBytesPerSecond;
    private volatile CutMode cut;

    Link(EventLoop loop, String name) {
        this.loop = loop;
        this.name = name;
    }

    /** The link's name, as {@code peering}. */
    public String name() {
        return name;
    }

    /**
     * Opens a relay: a listener on 127.0.0.1 whose connections continue to the target over this link.
     *
     * @param from the end at which clients connect: a region's name, or {@code internet}
     * @param to the region in which the target is
     * @param port 0 for a free one; the port stays the same for the relay's life
     * @param target asked anew for each connection, on the network's thread (so it must not block); empty means that
     *     nobody listens, which refuses the connection
     * @throws IOException if the port cannot be listened on; the message names it
     */
    public Relay relay(String from, String to, int port, Supplier<Optional<InetSocketAddress>> target)
            throws IOException {
        Relay relay = new Relay(this, loop, from, to, port, target);
        loop.runQuietly(() -> relays.add(relay));
        return relay;
    }

    /** One-way delay in milliseconds. */
    public long latencyMillis() {
        return latencyMillis;
    }

    /**
     * Sets the one-way delay in milliseconds, for bytes that enter from now on.
     *
     * @throws IllegalArgumentException if it is negative or above a minute
     */
    public void latencyMillis(long millis) {
        if (millis < 0 || millis > 60_000) {
            throw new IllegalArgumentException(
                    "link " + name + ": latency of " + millis + " ms is not within 0 to 60000");
        }
        loop.runQuietly(() -> latencyMillis = millis);
    }

    /** Bytes per second in each direction; 0 means no limit. */
    public long bandwidthBytesPerSecond() {
        return bandwidthBytesPerSecond;
    }

    /**
     * Limits the bytes per second in each direction; 0 lifts the limit.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void bandwidthBytesPerSecond(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "link " + name + ": bandwidth of " + bytesPerSecond + " bytes/s is negative");
        }
        loop.runQuietly(() -> bandwidthBytesPerSecond = bytesPerSecond);
    }

    /** True while the link is cut. */
    public boolean isCut() {
        return cut != null;
    }

    /** Cuts the link, {@link CutMode#BLACK_HOLE}: once this returns, no byte passes. */
    public void cut() {
        cut(CutMode.BLACK_HOLE);
    }

    /** Cuts the link that way: once this returns, no byte passes. */
    public void cut(CutMode mode) {
        Objects.requireNonNull(mode, "mode");
        loop.runQuietly(() -> {
            cut = mode;
            relays.forEach(Relay::pathChanged);
        });
    }

    /** Heals the link: what survived the cut goes on. */
    public void heal() {
        loop.runQuietly(() -> {
            cut = null;
            relays.forEach(Relay::pathChanged);
        });
    }

    boolean resets() {
        return cut == CutMode.RESET;
    }

    /** The direction towards that end; only on the loop's thread. */
    Path towards(String end) {
        return lanes.computeIfAbsent(end, e -> new Lane());
    }

    void lostChanged(String region, boolean dark) {
        relays.stream().filter(relay -> relay.to().equals(region)).forEach(relay -> relay.setLost(dark));
    }

    void closed(Relay relay) {
        relays.remove(relay);
    }

    private final class Lane implements Path {
        private long freeAtNanos = System.nanoTime();

        @Override
        public boolean isOpen() {
            return cut == null;
        }

        @Override
        public boolean rejects() {
            return resets();
        }

        @Override
        public long latencyNanos() {
            return TimeUnit.MILLISECONDS.toNanos(latencyMillis);
        }

        @Override
        public long arrivalNanos(long nowNanos, int bytes) {
            long sentAt = nowNanos;
            if (bandwidthBytesPerSecond > 0) {
                long start = freeAtNanos - nowNanos > 0 ? freeAtNanos : nowNanos;
                sentAt = start + (long) (bytes * 1e9 / bandwidthBytesPerSecond);
                freeAtNanos = sentAt;
            }
            return sentAt + latencyNanos();
        }

        @Override
        public int windowBytes() {
            if (bandwidthBytesPerSecond > 0) {
                double perMilli = bandwidthBytesPerSecond / 1000.0;
                return (int) Math.max(chunkBytes(), Math.min(WINDOW_BYTES, perMilli * (latencyMillis + QUEUE_MILLIS)));
            }
            return latencyMillis > 0 ? WINDOW_BYTES : SMALL_WINDOW_BYTES;
        }

        @Override
        public int chunkBytes() {
            // At most ten milliseconds' worth, so that one connection does not hold up the others for long.
            return bandwidthBytesPerSecond > 0
                    ? (int) Math.max(MIN_CHUNK_BYTES, Math.min(CHUNK_BYTES, bandwidthBytesPerSecond / 100))
                    : CHUNK_BYTES;
        }
    }
}
