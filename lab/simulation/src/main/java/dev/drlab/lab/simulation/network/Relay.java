package dev.drlab.lab.simulation.network;

import dev.drlab.lab.simulation.network.socket.Acceptor;
import dev.drlab.lab.simulation.network.socket.Connection;
import dev.drlab.lab.simulation.network.socket.EventLoop;
import dev.drlab.lab.simulation.network.socket.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One end of a {@link Link}: listens on 127.0.0.1 and carries each connection over the link to its target.
 *
 * <p>If the target refuses, the connection, which the loopback interface has already accepted, is reset at once (after a
 * round trip, if the link has a latency). Half-closed connections stay half-closed; a reset is passed on as a reset.
 *
 * <p>Thread-safe.
 */
public final class Relay implements AutoCloseable {
    private final Link link;
    private final EventLoop loop;
    private final String from;
    private final String to;
    private final Supplier<Optional<InetSocketAddress>> target;
    private final Acceptor acceptor;
    private boolean dark;
    private boolean stalled;

    Relay(Link link, EventLoop loop, String from, String to, int port, Supplier<Optional<InetSocketAddress>> target)
            throws IOException {
        this.link = link;
        this.loop = loop;
        this.from = Objects.requireNonNull(from, "from");
        this.to = Objects.requireNonNull(to, "to");
        this.target = Objects.requireNonNull(target, "target");
        this.acceptor = new Acceptor(loop, "the " + link.name() + " relay to " + to, port, this::connection);
    }

    /** The end at which clients connect. */
    public String from() {
        return from;
    }

    /** The region in which the target is. */
    public String to() {
        return to;
    }

    /** The port on 127.0.0.1; the same for the relay's life. */
    public int port() {
        return acceptor.port();
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    /** How many connections are open now, silent ones included. */
    public int openConnections() {
        int[] count = new int[1];
        loop.runQuietly(() -> count[0] = acceptor.open().size());
        return count[0];
    }

    /**
     * Holds every byte of this relay, in both directions, while the link's other relays go on: one route of it has lost
     * its packets. Undone by {@link #resume}.
     */
    public void stall() {
        stalled(true);
    }

    /** Ends {@link #stall}: what survived it goes on where it stopped. */
    public void resume() {
        stalled(false);
    }

    private void stalled(boolean isStalled) {
        loop.runQuietly(() -> {
            stalled = isStalled;
            pathChanged();
        });
    }

    /** Resets all connections and gives up the port. */
    @Override
    public void close() {
        try {
            loop.runAtEnd(() -> {
                link.closed(this);
                acceptor.close();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Closing the " + link.name() + " relay to " + to, e);
        }
    }

    void setLost(boolean isLost) {
        dark = isLost;
        if (isLost) {
            acceptor.resetAll();
        }
    }

    void pathChanged() {
        if (link.resets()) {
            acceptor.resetAll();
        } else {
            acceptor.open().forEach(Connection::pathChanged);
        }
    }

    private Connection connection(SocketChannel client, Consumer<Connection> onClosed) {
        return new Connection(
                loop, client, targets(), new Route(link.towards(to)), new Route(link.towards(from)), onClosed);
    }

    /** Asked only when the connection has arrived, so that a target that moved meanwhile is found. */
    private Iterator<InetSocketAddress> targets() {
        return new Iterator<>() {
            private Iterator<InetSocketAddress> answer;

            @Override
            public boolean hasNext() {
                if (answer == null) {
                    answer = dark
                            ? Collections.emptyIterator()
                            : target.get().stream().iterator();
                }
                return answer.hasNext();
            }

            @Override
            public InetSocketAddress next() {
                return answer.next();
            }
        };
    }

    /** One direction of the link as this relay's connections see it. */
    private final class Route implements Path {
        private final Path lane;

        Route(Path lane) {
            this.lane = lane;
        }

        @Override
        public boolean isOpen() {
            return !stalled && lane.isOpen();
        }

        @Override
        public boolean rejects() {
            return lane.rejects();
        }

        @Override
        public long latencyNanos() {
            return lane.latencyNanos();
        }

        @Override
        public long arrivalNanos(long nowNanos, int bytes) {
            return lane.arrivalNanos(nowNanos, bytes);
        }

        @Override
        public int windowBytes() {
            return lane.windowBytes();
        }

        @Override
        public int chunkBytes() {
            return lane.chunkBytes();
        }
    }
}
