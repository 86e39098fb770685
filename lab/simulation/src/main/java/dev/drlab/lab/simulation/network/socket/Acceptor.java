package dev.drlab.lab.simulation.network.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener on 127.0.0.1 and the connections that it accepted. */
public final class Acceptor implements EventLoop.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final long PAUSE_AFTER_ERROR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoop loop;
    private final String name;
    private final BiFunction<SocketChannel, Consumer<Connection>, Connection> connections;
    private final Set<Connection> open = new HashSet<>();
    private final int port;
    private ServerSocketChannel server;

    /**
     * Listens at once.
     *
     * @param port 0 for a free one
     * @param connections makes the connection for an accepted socket, and is given what to call when it has closed
     */
    public Acceptor(
            EventLoop loop,
            String name,
            int port,
            BiFunction<SocketChannel, Consumer<Connection>, Connection> connections)
            throws IOException {
        ListenAddress wanted = new ListenAddress(name, port);
        this.loop = loop;
        this.name = name;
        this.connections = connections;
        loop.run(() -> server = listen(wanted));
        this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** The port of 127.0.0.1 that it listens on. */
    public int port() {
        return port;
    }

    /** Resets every connection and gives up the port. Only on the loop's thread, as all below. */
    public void close() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
        resetAll();
    }

    /** Resets every open connection. */
    public void resetAll() {
        List.copyOf(open).forEach(Connection::reset);
    }

    /** The open connections, at this moment. */
    public List<Connection> open() {
        return List.copyOf(open);
    }

    @Override
    public void ready(EventLoop.Registration which, int readyOps) {
        try {
            for (SocketChannel socket = server.accept(); socket != null; socket = server.accept()) {
                serve(socket);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot accept a connection ({}); it pauses for a moment", name, e.toString());
            which.listenTo(0);
            loop.after(PAUSE_AFTER_ERROR_NANOS, () -> which.listenTo(SelectionKey.OP_ACCEPT));
        }
    }

    @Override
    public void abort() {
        LOG.error("{} failed on one connection and goes on", name);
    }

    private void serve(SocketChannel socket) throws IOException {
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Connection connection = connections.apply(socket, open::remove);
            open.add(connection);
            connection.open();
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private ServerSocketChannel listen(ListenAddress wanted) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(wanted.address(), ListenAddress.BACKLOG);
            loop.register(channel, SelectionKey.OP_ACCEPT, this);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw wanted.refused(e);
        }
    }
}
