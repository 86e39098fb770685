package dev.drlab.lab.simulation.network.balancer;

import dev.drlab.contract.service.Paths;
import dev.drlab.lab.simulation.network.health.HealthCheck;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A region's load balancer: hands each request to the next healthy task, in turn. Stands in for the Application Load
 * Balancer.
 *
 * <p>Like it, it
 *
 * <ul>
 *   <li>probes each task's {@code /healthz}, and when no task is healthy tries them all anyway (see
 *       <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">Health
 *       checks for Application Load Balancer target groups</a>);
 *   <li>keeps connections of its own to the tasks, and a client's connection for a set time ({@link ClientLimits});
 *   <li>answers 502 when a task refuses or ends a connection before it has answered, 503 without tasks, 504 when a task does
 *       not answer in time, and 400 to what is no HTTP (see
 *       <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html">The
 *       load balancer generates an HTTP error</a>);
 *   <li>gives a task that is removed no more requests, and lets it answer those that it has.
 * </ul>
 *
 * <p>Simulated: it terminates no TLS, speaks HTTP/1.1 only, adds no {@code X-Forwarded-} headers, and a task that is removed
 * has as long as it takes. A task that it is told of counts as healthy until a probe says otherwise: whoever tells it has
 * asked the task before.
 *
 * <p>{@link #stop} makes its port refuse, as a dead region's would, and {@link #start} opens the same port again.
 * Thread-safe; not to be called on the loop's thread.
 */
public final class Balancer implements AutoCloseable {
    /**
     * See <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html">Quotas</a>,
     * HTTP headers.
     */
    private static final int REQUEST_LINE_BYTES = 16 * 1024;

    private static final int HEADERS_BYTES = 64 * 1024;

    private final EventLoop loop;
    private final String region;
    private final ProbeSettings probes;
    private final ClientLimits limits;
    private final Listener listener;
    private final Map<Integer, HealthCheck> checks = new HashMap<>();
    private volatile List<Target> targets = List.of();
    private volatile boolean running = true;
    private int turn; // on the loop's thread only

    /**
     * Listens at once, without targets yet.
     *
     * @param port 0 for a free one
     * @throws IOException if the port cannot be listened on; the message names it
     */
    public Balancer(EventLoop loop, String region, int port, ProbeSettings probes, ClientLimits limits)
            throws IOException {
        this.loop = Objects.requireNonNull(loop, "loop");
        this.region = Objects.requireNonNull(region, "region");
        this.probes = Objects.requireNonNull(probes, "probes");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.listener = new Listener(loop, "the balancer of " + region, port, this::serve);
    }

    /** The region that it serves. */
    public String region() {
        return region;
    }

    /** The port on 127.0.0.1; the same for the balancer's life. */
    public int port() {
        return listener.port();
    }

    /** Where it is reached without a link between. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    /** The same, for HTTP. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Replaces the tasks by those that listen on these ports of 127.0.0.1, and begins to probe the new ones. */
    public synchronized void setTargets(List<Integer> ports) {
        List<Target> before = targets;
        List<Target> now = ports.stream().distinct().map(this::target).toList();
        targets = now;
        for (Target target : before) {
            if (!now.contains(target)) {
                checks.remove(target.port()).close();
                deregister(target);
            }
        }
    }

    private void deregister(Target target) {
        if (!loop.isShuttingDown()) { // else its connections have ended
            loop.execute(target::deregister);
        }
    }

    /** The ports of the tasks that are healthy now. */
    public List<Integer> healthyTargets() {
        return targets.stream().filter(Target::healthy).map(Target::port).toList();
    }

    /** True unless stopped or closed. */
    public boolean running() {
        return running;
    }

    /** Resets every connection and refuses new ones until {@link #start}; its tasks stay known and probed. */
    public void stop() {
        running = false;
        listener.stop();
    }

    /** Listens again on the same port. */
    public void start() {
        try {
            listener.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Starting the balancer of " + region, e);
        }
        running = true;
    }

    /** Stops for good and gives up the port. */
    @Override
    public synchronized void close() {
        running = false;
        listener.close();
        setTargets(List.of());
    }

    private Target target(int port) {
        return targets.stream()
                .filter(known -> known.port() == port)
                .findFirst()
                .orElseGet(() -> new Target(loop, port, probed(port)));
    }

    private HealthCheck probed(int port) {
        URI healthz = URI.create("http://127.0.0.1:" + port + Paths.HEALTHZ);
        HealthCheck made = new HealthCheck("task-" + region + "-" + port, healthz, probes, false);
        made.start();
        checks.put(port, made);
        return made;
    }

    private void serve(SocketChannel client) {
        long keepUntil = System.nanoTime() + limits.keepAlive().toNanos();
        client.pipeline()
                .addLast(
                        new IdleStateHandler(0, 0, limits.idle().toMillis(), TimeUnit.MILLISECONDS),
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(REQUEST_LINE_BYTES)
                                .setMaxHeaderSize(HEADERS_BYTES)),
                        new HttpServerExpectContinueHandler(),
                        new ClientConnection(this::next, keepUntil));
    }

    /** The task whose turn it is: of the healthy ones, else of all; empty without any. */
    private Optional<Target> next() {
        List<Target> known = targets;
        for (int i = 0; i < known.size(); i++) {
            Target target = known.get(Math.floorMod(turn++, known.size()));
            if (target.healthy()) {
                return Optional.of(target);
            }
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(Math.floorMod(turn++, known.size())));
    }
}
