package dev.drlab.lab.simulation.network;

import dev.drlab.lab.simulation.network.health.Health;
import dev.drlab.lab.simulation.network.health.HealthCheck;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import dev.drlab.lab.simulation.network.socket.Acceptor;
import dev.drlab.lab.simulation.network.socket.Connection;
import dev.drlab.lab.simulation.network.socket.EventLoop;
import dev.drlab.lab.simulation.network.socket.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A region's load balancer: hands each new connection to the next healthy task, in turn. Stands in for the Application
 * Load Balancer.
 *
 * <p>Like it, it probes each task's {@code /healthz}, tries another task when one refuses, and when no task is healthy
 * tries them all anyway (see
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">Health
 * checks for Application Load Balancer target groups</a>). Simulated: it balances connections, not requests; it
 * terminates no TLS; a new task counts as healthy until a probe says otherwise; a task that is removed keeps the
 * connections it has until either side closes them.
 *
 * <p>Without tasks it resets each connection. {@link #stop} makes its port refuse, as a dead region's would, and
 * {@link #start} opens the same port again. Thread-safe.
 */
public final class Balancer implements AutoCloseable {
    private final EventLoop loop;
    private final String region;
    private final ProbeSettings probes;
    private final Acceptor acceptor;
    private final Map<Integer, HealthCheck> checks = new HashMap<>();
    private volatile List<Target> targets = List.of();
    private volatile boolean running = true;
    private int turn;

    private record Target(int port, InetSocketAddress address, Health health) {}

    Balancer(EventLoop loop, String region, int port, ProbeSettings probes) throws IOException {
        this.loop = loop;
        this.region = Objects.requireNonNull(region, "region");
        this.probes = Objects.requireNonNull(probes, "probes");
        this.acceptor = new Acceptor(loop, "the balancer of " + region, port, this::connection);
    }

    /** The region that it serves. */
    public String region() {
        return region;
    }

    /** The port on 127.0.0.1; the same for the balancer's life. */
    public int port() {
        return acceptor.port();
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
        List<Integer> wanted = List.copyOf(ports);
        checks.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        targets = wanted.stream().distinct().map(this::target).toList();
    }

    /** The ports of the tasks that are healthy now. */
    public List<Integer> healthyTargets() {
        return targets.stream()
                .filter(target -> target.health.healthy())
                .map(Target::port)
                .toList();
    }

    /** True unless stopped or closed. */
    public boolean running() {
        return running;
    }

    /** Resets every connection and refuses new ones until {@link #start}; its tasks stay known and probed. */
    public void stop() {
        running = false;
        onLoop(acceptor::stop, "Stopping");
    }

    /** Listens again on the same port. */
    public void start() {
        onLoop(acceptor::start, "Starting");
        running = true;
    }

    /** Stops for good and gives up the port. */
    @Override
    public synchronized void close() {
        running = false;
        checks.values().forEach(HealthCheck::close);
        checks.clear();
        targets = List.of();
        try {
            loop.runAtEnd(acceptor::close);
        } catch (IOException e) {
            throw new UncheckedIOException("Closing the balancer of " + region, e);
        }
    }

    private void onLoop(EventLoop.IoAction action, String doing) {
        try {
            loop.run(action);
        } catch (IOException e) {
            throw new UncheckedIOException(doing + " the balancer of " + region, e);
        }
    }

    private Target target(int port) {
        HealthCheck check = checks.computeIfAbsent(port, p -> {
            URI healthz = URI.create("http://127.0.0.1:" + p + "/healthz");
            HealthCheck made = new HealthCheck("task-" + region + "-" + p, healthz, probes, false);
            made.start();
            return made;
        });
        return new Target(port, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), check);
    }

    private Connection connection(SocketChannel client, Consumer<Connection> onClosed) {
        return new Connection(loop, client, inTurn(), Path.DIRECT, Path.DIRECT, onClosed);
    }

    /** Healthy tasks first, from the one whose turn it is; the others as a last resort. */
    private Iterator<InetSocketAddress> inTurn() {
        List<Target> known = targets;
        List<InetSocketAddress> healthy = new ArrayList<>();
        List<InetSocketAddress> others = new ArrayList<>();
        int first = known.isEmpty() ? 0 : Math.floorMod(turn++, known.size());
        for (int i = 0; i < known.size(); i++) {
            Target target = known.get((first + i) % known.size());
            (target.health.healthy() ? healthy : others).add(target.address);
        }
        healthy.addAll(others);
        return healthy.iterator();
    }
}
