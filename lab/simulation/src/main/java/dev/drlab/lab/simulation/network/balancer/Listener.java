package dev.drlab.lab.simulation.network.balancer;

import dev.drlab.contract.waiting.Deadline;
import dev.drlab.lab.simulation.network.socket.ListenAddress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of 127.0.0.1 that is listened on, or refuses and is kept. Not to be called on the loop's thread. Thread-safe.
 */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    /** A closed listener's port is free after the loop's next turn. */
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final String name;
    private final Consumer<SocketChannel> serve;
    private final Set<Channel> open = new HashSet<>(); // on the loop's thread only
    private final ListenAddress kept;
    private Channel server;
    private java.nio.channels.SocketChannel reservation;
    private volatile boolean listening;

    /**
     * Listens at once.
     *
     * @param port 0 for a free one
     * @param serve prepares a client's channel, on the loop's thread
     * @throws IOException when the port cannot be listened on; the message names it
     */
    Listener(EventLoop loop, String name, int port, Consumer<SocketChannel> serve) throws IOException {
        this.loop = loop;
        this.name = name;
        this.serve = serve;
        server = listen(new ListenAddress(name, port));
        kept = new ListenAddress(name, ((InetSocketAddress) server.localAddress()).getPort());
    }

    /** The port that it keeps, listening or not. */
    int port() {
        return kept.number();
    }

    /** Listens again; nothing happens if it does. */
    synchronized void start() throws IOException {
        if (server == null) {
            server = listen(kept);
            release();
        }
    }

    /** Refuses from now on, keeps the port and resets every connection. */
    synchronized void stop() {
        if (server != null) {
            endListening();
            reserve();
        }
        resetAll();
    }

    /** Gives up the port as well. */
    synchronized void close() {
        if (server != null) {
            endListening();
        }
        release();
        resetAll();
    }

    private void endListening() {
        listening = false;
        if (!loop.isShuttingDown()) { // which closes what it has
            server.close().awaitUninterruptibly();
        }
        server = null;
    }

    private void resetAll() {
        if (!loop.isShuttingDown()) {
            loop.submit(() -> List.copyOf(open).forEach(Listener::reset)).awaitUninterruptibly();
        }
    }

    /** Closes a channel so that its peer sees a reset; on the loop's thread. */
    static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    private Channel listen(ListenAddress wanted) throws IOException {
        listening = true;
        ChannelFuture bound = new ServerBootstrap()
                .group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, ListenAddress.BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        accept(client);
                    }
                })
                .bind(wanted.address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            listening = false;
            throw wanted.refused(bound.cause());
        }
        return bound.channel();
    }

    private void accept(SocketChannel client) {
        if (!listening) { // accepted just before
            reset(client);
            return;
        }
        open.add(client);
        client.closeFuture().addListener(closed -> open.remove(client));
        serve.accept(client);
    }

    /** Holds the port without listening, so that nobody else gets it. */
    private void reserve() {
        Deadline deadline = Deadline.after(RELEASE_LIMIT);
        while (!tryReserve(deadline.passed())) {
            Thread.onSpinWait();
        }
    }

    /** False when the port is not free yet and it is not the last try. */
    private boolean tryReserve(boolean last) {
        try {
            reservation = java.nio.channels.SocketChannel.open();
            reservation.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            reservation.bind(kept.address());
            return true;
        } catch (IOException e) {
            release();
            if (last) {
                LOG.warn("{} could not keep port {} while it is stopped: {}", name, port(), e.toString());
            }
            return last;
        }
    }

    private void release() {
        if (reservation == null) {
            return;
        }
        try {
            reservation.close();
        } catch (IOException e) {
            LOG.debug("Giving up a kept port", e);
        }
        reservation = null;
    }
}
