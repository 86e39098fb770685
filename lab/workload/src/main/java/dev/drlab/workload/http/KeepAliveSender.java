package dev.drlab.workload.http;

import dev.drlab.contract.service.HeaderNames;
import dev.drlab.contract.service.Paths;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.contract.waiting.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lean HTTP/1.1 client on one thread: a connection per request in flight, kept for the next. (java.net.http costs
 * several times as much processor time per request, which the two cores of a small machine cannot spare next to the
 * services and databases under test, and on Java 17 it cannot be closed. Netty's codec for clients costs a third more: 107
 * to 126 µs of the sender's thread for each request, this one 82 to 100, in six runs each by turns, 500 writes/s, with the
 * first compiler alone.)
 *
 * <p>A kept connection that the server closes is given up at once; a request whose connection breaks fails, and is not
 * sent again behind the caller's back.
 */
public final class KeepAliveSender implements HttpSender {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAliveSender.class);

    private final InetSocketAddress server;
    private final String host;
    private final long timeoutNanos;
    private final long connectionNanos;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Exchange> submitted = new ConcurrentLinkedQueue<>();
    /** In order of deadline, since all have the same time-out. */
    private final ArrayDeque<Exchange> open = new ArrayDeque<>();
    /** The most recently used last, so that those that are not needed grow old. */
    private final ArrayDeque<KeptConnection> idle = new ArrayDeque<>();

    private final ByteBuffer scratch = ByteBuffer.allocate(16 * 1024);
    private volatile boolean closing;

    /**
     * @param timeoutMillis limit of one request, milliseconds
     * @param connectionMillis age at which a connection is renewed, milliseconds
     * @throws IOException when the system gives no selector
     */
    public KeepAliveSender(URI base, long timeoutMillis, long connectionMillis) throws IOException {
        if (!"http".equals(base.getScheme()) || base.getHost() == null || base.getPort() < 1) {
            throw new IllegalArgumentException(
                    "the front door's address " + base + " is not of the form http://host:port");
        }
        server = new InetSocketAddress(base.getHost(), base.getPort());
        host = base.getHost() + ":" + base.getPort();
        timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        connectionNanos = TimeUnit.MILLISECONDS.toNanos(connectionMillis);
        selector = Selector.open();
        thread = DaemonThreads.of("drlab-traffic-http", this::loop);
        thread.start();
    }

    @Override
    public void write(String key, String value, Consumer<Reply> reply) {
        String body = "{\"value\":\"" + value + "\"}";
        submit(
                "POST " + Paths.ITEMS + " HTTP/1.1\r\nHost: " + host + "\r\n" + HeaderNames.IDEMPOTENCY_KEY + ": " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
                Reply::toWrite,
                reply);
    }

    @Override
    public void read(String path, Consumer<Reply> reply) {
        submit("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", Reply::toRead, reply);
    }

    /** Ends the thread; what is still open then has failed. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        Uninterrupted.await(thread::join);
    }

    private void submit(String request, BiFunction<Integer, byte[], Reply> judge, Consumer<Reply> reply) {
        submitted.add(new Exchange(
                ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)),
                judge,
                reply,
                System.nanoTime() + timeoutNanos));
        selector.wakeup();
    }

    private void loop() {
        try {
            while (!closing) {
                select();
                startSubmitted();
                expire();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The traffic's selector failed", e);
        } finally {
            closeAll();
        }
    }

    private void select() throws IOException {
        Exchange oldest = open.peek();
        if (oldest == null) {
            selector.select(this::ready);
            return;
        }
        long waitNanos = oldest.deadlineNanos - System.nanoTime();
        if (waitNanos <= 0) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(waitNanos + 999_999));
        }
    }

    private void ready(SelectionKey key) {
        if (key.isValid()) {
            ((KeptConnection) key.attachment()).ready(key);
        }
    }

    private void startSubmitted() {
        for (Exchange exchange = submitted.poll(); exchange != null; exchange = submitted.poll()) {
            open.add(exchange);
            keptConnection().carry(exchange);
        }
    }

    private KeptConnection keptConnection() {
        for (KeptConnection kept = idle.pollLast(); kept != null; kept = idle.pollLast()) {
            if (!kept.isTooOld()) {
                return kept;
            }
            kept.fail(Result.CONNECTION_ERROR); // it carries no request that could fail
        }
        return new KeptConnection();
    }

    private void expire() {
        long now = System.nanoTime();
        for (Exchange exchange = open.peek(); exchange != null; exchange = open.peek()) {
            if (exchange.connection != null) {
                if (exchange.deadlineNanos - now > 0) {
                    return;
                }
                exchange.connection.fail(Result.TIMEOUT);
            }
            open.poll();
        }
    }

    private void closeAll() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            ((KeptConnection) key.attachment()).fail(Result.CONNECTION_ERROR);
        }
        for (Exchange exchange = submitted.poll(); exchange != null; exchange = submitted.poll()) {
            exchange.finish(Reply.failed(Result.CONNECTION_ERROR));
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warn("Closing the traffic's selector", e);
        }
    }

    /** A request and who waits for its reply; finished once {@code connection} is null again. */
    private static final class Exchange {
        final ByteBuffer request;
        final BiFunction<Integer, byte[], Reply> judge;
        final Consumer<Reply> reply;
        final long deadlineNanos;
        KeptConnection connection;

        Exchange(
                ByteBuffer request,
                BiFunction<Integer, byte[], Reply> judge,
                Consumer<Reply> reply,
                long deadlineNanos) {
            this.request = request;
            this.judge = judge;
            this.reply = reply;
            this.deadlineNanos = deadlineNanos;
        }

        void finish(Reply outcome) {
            connection = null;
            try {
                reply.accept(outcome);
            } catch (RuntimeException e) {
                LOG.error("A reply could not be recorded", e);
            }
        }
    }

    private final class KeptConnection {
        private SocketChannel channel;
        private SelectionKey key;
        private Exchange exchange;
        private HttpResponse response;
        private long connectedNanos;

        void carry(Exchange next) {
            exchange = next;
            exchange.connection = this;
            response = new HttpResponse();
            try {
                if (channel == null) {
                    connect();
                } else {
                    send();
                }
            } catch (IOException e) {
                fail(Result.CONNECTION_ERROR);
            }
        }

        boolean isTooOld() {
            return System.nanoTime() - connectedNanos >= connectionNanos;
        }

        void ready(SelectionKey readyKey) {
            try {
                if (readyKey.isConnectable()) {
                    channel.finishConnect();
                    send();
                } else if (readyKey.isWritable()) {
                    send();
                }
                if (readyKey.isReadable()) {
                    receive();
                }
            } catch (IOException e) {
                fail(Result.CONNECTION_ERROR);
            }
        }

        /** Gives the connection up, and the request on it, if any, as failed that way. */
        void fail(Result result) {
            idle.remove(this);
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                LOG.debug("Closing a connection", e);
            }
            finish(Reply.failed(result));
        }

        private void connect() throws IOException {
            connectedNanos = System.nanoTime();
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(server);
            key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                send();
            }
        }

        private void send() throws IOException {
            channel.write(exchange.request);
            int ops = SelectionKey.OP_READ | (exchange.request.hasRemaining() ? SelectionKey.OP_WRITE : 0);
            if (key.interestOps() != ops) {
                key.interestOps(ops);
            }
        }

        private void receive() throws IOException {
            int count = channel.read(scratch.clear());
            if (exchange == null || (exchange.request.hasRemaining() && count >= 0)) {
                throw new IOException("the server ended an idle connection, or spoke out of turn");
            }
            boolean complete = count < 0 ? response.end() : response.add(scratch.flip());
            if (complete) {
                answered();
            } else if (count < 0) {
                throw new IOException("the connection ended before the response was complete");
            }
        }

        private void answered() {
            Reply outcome = exchange.judge.apply(response.status(), response.body());
            if (response.keepAlive() && !isTooOld()) {
                idle.add(this);
                finish(outcome);
            } else {
                finish(outcome);
                fail(Result.CONNECTION_ERROR);
            }
        }

        private void finish(Reply outcome) {
            Exchange done = exchange;
            exchange = null;
            if (done != null) {
                done.finish(outcome);
            }
        }
    }
}
