package dev.drlab.lab.simulation.control;

import com.sun.net.httpserver.HttpServer;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.contract.waiting.Uninterrupted;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A {@link ControlStore} over HTTP on the loopback interface, in DynamoDB's JSON 1.0 protocol, so that the SDK's own
 * client works against it. Signatures are not verified. Stopped, it refuses connections and drops those it has;
 * started again, it listens on the same port. Thread-safe.
 */
public final class ControlEndpoint implements AutoCloseable {
    private static final int THREADS = 8;

    static {
        // The JDK's server sends headers and body apart; with Nagle's algorithm each answer would wait 40 ms for the
        // client's delayed ACK. It reads this property once, before its first server, and has no setting per server.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final ControlStore store;
    private final String region;
    private int port;
    private HttpServer server;
    private ExecutorService executor;

    /**
     * An endpoint that does not listen yet.
     *
     * @param region for thread names and error messages
     * @param port 1 to 65535, or 0 for any free one, which it then keeps
     */
    public ControlEndpoint(ControlStore store, String region, int port) {
        this.store = Objects.requireNonNull(store, "store");
        this.region = Objects.requireNonNull(region, "region");
        this.port = port;
    }

    /**
     * Listens; does nothing if it does already.
     *
     * @throws IOException when the port is taken
     */
    public synchronized void start() throws IOException {
        if (server != null) {
            return;
        }
        server = bind();
        port = server.getAddress().getPort();
        executor = Executors.newFixedThreadPool(THREADS, DaemonThreads.numbered("control-" + region));
        server.setExecutor(executor);
        server.createContext("/", new DynamoHandler(store));
        startAsDaemon(server);
    }

    /** Closes the port and every connection at once, as a lost region does; does nothing if it is stopped. */
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        server.stop(0);
        executor.shutdownNow();
        server = null;
        executor = null;
    }

    /** True while it listens. */
    public synchronized boolean isRunning() {
        return server != null;
    }

    /**
     * Where it listens, or listened last.
     *
     * @throws IllegalStateException before the first start of an endpoint without a given port
     */
    public synchronized URI uri() {
        if (port == 0) {
            throw new IllegalStateException(
                    "the control endpoint of " + region + " has no port before its first start");
        }
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    /** The server's dispatcher inherits being a daemon from the thread that starts it. */
    private void startAsDaemon(HttpServer starting) {
        Thread starter = DaemonThreads.start("control-" + region + "-start", starting::start);
        Uninterrupted.await(starter::join); // starting takes no time
    }

    private HttpServer bind() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try {
            return HttpServer.create(new InetSocketAddress(loopback, port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "port " + port + " for the control endpoint of " + region + " is taken; free it or give another",
                    e);
        }
    }
}
