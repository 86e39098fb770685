package dev.drlab.lab.simulation.network.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An accepted connection and its continuation to a target. Lives on the event loop's thread.
 *
 * <p>The three-way handshake is delayed as the path would: the target is reached one latency after the accept, and the
 * client's first byte enters the path after a full round trip, although its own connect on the loopback interface has
 * long returned. If no target accepts, the client's connection is reset.
 */
public final class Connection implements EventLoop.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    /** The bytes that a client may send to a path that has not answered its handshake, before it is no longer read. */
    private static final int EARLY_BYTES = 64 * 1024;
    /** How often a connection whose target does not answer looks whether its client is still there. */
    private static final long CLIENT_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final SocketChannel client;
    private final Iterator<InetSocketAddress> targets;
    private final Path toTarget;
    private final Path toClient;
    private final Consumer<Connection> onClosed;
    private ByteBuffer early = ByteBuffer.allocate(0);
    private boolean knocking;
    private EventLoop.Registration clientRegistration;
    private SocketChannel target;
    private EventLoop.Registration targetRegistration;
    private Flow up;
    private Flow down;
    private boolean closed;

    /** Of an accepted client; nothing flows before {@link #open}. */
    public Connection(
            EventLoop loop,
            SocketChannel client,
            Iterator<InetSocketAddress> targets,
            Path toTarget,
            Path toClient,
            Consumer<Connection> onClosed) {
        this.loop = loop;
        this.client = client;
        this.targets = targets;
        this.toTarget = toTarget;
        this.toClient = toClient;
        this.onClosed = onClosed;
    }

    void open() {
        try {
            clientRegistration = loop.register(client, 0, this);
        } catch (IOException e) {
            LOG.warn("Cannot serve an accepted connection: {}", e.toString());
            reset();
            return;
        }
        knock();
    }

    boolean closed() {
        return closed;
    }

    /** The path may have opened or closed. */
    public void pathChanged() {
        if (knocking) {
            knock();
        } else if (up != null) {
            up.flush();
            if (!closed) {
                down.flush();
            }
        }
        refresh();
    }

    @Override
    public void ready(EventLoop.Registration which, int readyOps) {
        if (which == clientRegistration) {
            if (knocking) {
                readEarly();
            } else {
                transfer(readyOps, up, down);
            }
        } else if (up == null) {
            finishConnect();
        } else {
            transfer(readyOps, down, up);
        }
        refresh();
    }

    @Override
    public void abort() {
        reset();
    }

    /** One of the two sockets failed; the other learns of it after the path's latency. */
    void broken(SocketChannel failed) {
        if (closed) {
            return;
        }
        if (failed == client) {
            down.sinkGone();
            up.sourceReset();
        } else {
            up.sinkGone();
            down.sourceReset();
        }
    }

    /** Closes both sockets so that both peers see a reset. */
    void reset() {
        lingerZero(client);
        if (target != null) {
            lingerZero(target);
        }
        close();
    }

    /** Listens to what the flows want now, and closes what is finished. */
    public void refresh() {
        if (closed || up == null) {
            return;
        }
        if (up.finished() && down.finished()) {
            close();
            return;
        }
        interest(clientRegistration, up.wantsToRead(), down.wantsToWrite());
        interest(targetRegistration, down.wantsToRead(), up.wantsToWrite());
    }

    private void knock() {
        if (toTarget.rejects()) {
            reset();
            return;
        }
        if (!toTarget.isOpen()) {
            // Read meanwhile only to notice a client that gives up: its handshake never got through, so neither may
            // its request once the path opens again.
            knocking = true;
            clientRegistration.listenTo(SelectionKey.OP_READ);
            return;
        }
        knocking = false;
        clientRegistration.listenTo(0);
        loop.after(toTarget.latencyNanos(), this::reachTarget);
    }

    private void readEarly() {
        if (early.capacity() == 0) {
            early = ByteBuffer.allocate(EARLY_BYTES);
        }
        try {
            if (early.hasRemaining() && client.read(early) < 0) {
                close();
            } else if (!early.hasRemaining()) {
                clientRegistration.listenTo(0);
            }
        } catch (IOException e) {
            close();
        }
    }

    private void reachTarget() {
        if (closed) {
            return;
        }
        if (!toTarget.isOpen()) {
            knock();
            return;
        }
        while (targets.hasNext()) {
            InetSocketAddress address = targets.next();
            try {
                connect(address);
                return;
            } catch (IOException e) {
                LOG.debug("Target {} refused: {}", address, e.toString());
                abandonTarget();
            }
        }
        loop.after(toClient.latencyNanos(), this::reset);
    }

    private void connect(InetSocketAddress address) throws IOException {
        target = SocketChannel.open();
        target.configureBlocking(false);
        target.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = target.connect(address);
        targetRegistration = loop.register(target, connected ? 0 : SelectionKey.OP_CONNECT, this);
        if (connected) {
            connected();
        } else {
            loop.after(CLIENT_CHECK_NANOS, this::checkClient);
        }
    }

    /** A stopped target lets a connect hang: without this, clients that gave up would pile up in front of it. */
    private void checkClient() {
        if (!closed && up == null) {
            readEarly();
            loop.after(CLIENT_CHECK_NANOS, this::checkClient);
        }
    }

    private void finishConnect() {
        try {
            if (!target.finishConnect()) {
                return;
            }
        } catch (IOException e) {
            LOG.debug("Target refused: {}", e.toString());
            abandonTarget();
            reachTarget();
            return;
        }
        connected();
    }

    private void abandonTarget() {
        if (target != null) {
            closeQuietly(target);
            target = null;
        }
    }

    private void connected() {
        up = new Flow(loop, this, toTarget, client, target);
        down = new Flow(loop, this, toClient, target, client);
        down.start(ByteBuffer.allocate(0));
        loop.after(toClient.latencyNanos(), () -> {
            if (!closed) {
                up.start(early.flip());
                early = ByteBuffer.allocate(0);
                refresh();
            }
        });
        refresh();
    }

    private void transfer(int readyOps, Flow outgoing, Flow incoming) {
        if (outgoing == null) {
            return;
        }
        if ((readyOps & SelectionKey.OP_WRITE) != 0) {
            incoming.flush();
        }
        if (!closed && (readyOps & SelectionKey.OP_READ) != 0) {
            outgoing.read();
        }
    }

    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        closeQuietly(client);
        if (target != null) {
            closeQuietly(target);
        }
        onClosed.accept(this);
    }

    private static void interest(EventLoop.Registration registration, boolean read, boolean write) {
        registration.listenTo((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
    }

    private static void lingerZero(SocketChannel channel) {
        try {
            if (channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOG.debug("A socket was gone before its reset", e);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a socket", e);
        }
    }
}
