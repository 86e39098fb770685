package dev.drlab.lab.simulation.network;

import dev.drlab.lab.simulation.network.dns.Resolver;
import dev.drlab.lab.simulation.network.socket.Acceptor;
import dev.drlab.lab.simulation.network.socket.Connection;
import dev.drlab.lab.simulation.network.socket.EventLoop;
import dev.drlab.lab.simulation.network.socket.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where the lab's clients connect: stands in for their name look-up. Each new connection goes to the region that the
 * resolver answers at that moment.
 *
 * <p>As for real clients with keep-alive, an established connection stays with its region when the answer changes, until
 * either side closes it; when that region dies, the connection breaks and the client's next one follows the answer. If
 * the region cannot be reached, the client's connection is reset at once, so that the client sees an error and may try
 * again.
 *
 * <p>Simulated: all clients share one resolver cache, so they change over together; on the internet each has its own, and
 * some keep answers longer than they may.
 */
public final class FrontDoor implements AutoCloseable {
    private final EventLoop loop;
    private final Resolver resolver;
    private final Map<String, InetSocketAddress> regions;
    private final Acceptor acceptor;

    FrontDoor(EventLoop loop, int port, Resolver resolver, Map<String, InetSocketAddress> regions) throws IOException {
        this.loop = loop;
        this.resolver = resolver;
        this.regions = regions;
        this.acceptor = new Acceptor(loop, "the front door", port, this::connection);
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return acceptor.port();
    }

    /** The base address for clients, as {@code http://127.0.0.1:8080}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Resets all connections and gives up the port. */
    @Override
    public void close() {
        try {
            loop.runAtEnd(acceptor::close);
        } catch (IOException e) {
            throw new UncheckedIOException("Closing the front door", e);
        }
    }

    private Connection connection(SocketChannel client, Consumer<Connection> onClosed) {
        return new Connection(loop, client, currentRegion(), Path.DIRECT, Path.DIRECT, onClosed);
    }

    private Iterator<InetSocketAddress> currentRegion() {
        String region = resolver.current().region();
        InetSocketAddress address = regions.get(region);
        if (address == null) {
            throw new IllegalStateException("the name resolved to " + region
                    + ", of which the front door knows no address; it knows " + regions.keySet());
        }
        return List.of(address).iterator();
    }
}
