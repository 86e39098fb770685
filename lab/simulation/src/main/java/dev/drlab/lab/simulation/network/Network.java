package dev.drlab.lab.simulation.network;

import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.lab.simulation.network.balancer.Balancer;
import dev.drlab.lab.simulation.network.balancer.ClientLimits;
import dev.drlab.lab.simulation.network.dns.Resolver;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import dev.drlab.lab.simulation.network.socket.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The lab's network: the four links, and what listens in front of the services. All its listeners are on 127.0.0.1.
 *
 * <p>Closing it closes every listener and connection.
 */
public final class Network implements AutoCloseable {
    /** Carries replication, the agent and the verifier from region to region; on AWS, inter-region VPC peering. */
    public static final String PEERING = "peering";
    /** Carries reads and conditional writes of the peer's control table; on AWS, the public DynamoDB endpoints. */
    public static final String CONTROL = "control";
    /** Carries clients, health checkers and forwarded requests to a region's balancer. */
    public static final String INTERNET = "internet";

    /** Carries replication between the regions' buckets, and the verifier to a bucket; on AWS, S3's own network. */
    public static final String STORAGE = "storage";

    private static final long CLOSE_SECONDS = 5;

    private final EventLoop loop;
    private final EventLoopGroup requests;
    private final Link peering;
    private final Link control;
    private final Link internet;
    private final Link storage;

    /** Makes the network's threads; nothing listens yet. */
    public Network() {
        loop = new EventLoop("drlab-network");
        requests =
                new MultiThreadIoEventLoopGroup(1, DaemonThreads.named("drlab-balancers"), NioIoHandler.newFactory());
        peering = new Link(loop, PEERING);
        control = new Link(loop, CONTROL);
        internet = new Link(loop, INTERNET);
        storage = new Link(loop, STORAGE);
    }

    /** The link {@value #PEERING}. */
    public Link peering() {
        return peering;
    }

    /** The link {@value #CONTROL}. */
    public Link control() {
        return control;
    }

    /** The link {@value #INTERNET}. */
    public Link internet() {
        return internet;
    }

    /** The link {@value #STORAGE}. */
    public Link storage() {
        return storage;
    }

    /** All four, for cutting or healing them together. */
    public List<Link> links() {
        return List.of(peering, control, internet, storage);
    }

    /**
     * The link of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Link link(String name) {
        return links().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no link is called '" + name + "'; there are " + PEERING
                        + ", " + CONTROL + ", " + INTERNET + " and " + STORAGE));
    }

    /**
     * Makes every relay into that region refuse: established connections are reset, new ones refused, even if a process
     * there still listens. Undone by {@link #restore}.
     */
    public void lose(String region) {
        loop.runQuietly(() -> links().forEach(link -> link.lostChanged(region, true)));
    }

    /** Ends {@link #lose}. */
    public void restore(String region) {
        loop.runQuietly(() -> links().forEach(link -> link.lostChanged(region, false)));
    }

    /**
     * A running balancer for that region, without targets yet.
     *
     * @param port 0 for a free one
     * @throws IOException if the port cannot be listened on; the message names it
     */
    public Balancer balancer(String region, int port, ProbeSettings probes) throws IOException {
        return balancer(region, port, probes, ClientLimits.DEPLOYED);
    }

    /** The same, with its own limits for clients' connections. */
    public Balancer balancer(String region, int port, ProbeSettings probes, ClientLimits limits) throws IOException {
        return new Balancer(requests.next(), region, port, probes, limits);
    }

    /**
     * The front door: where the lab's clients connect.
     *
     * @param port 0 for a free one
     * @param resolver the clients' view of the service's name
     * @param regions by region, where its balancer is reached; usually the internet link's relays
     * @throws IOException if the port cannot be listened on; the message names it
     */
    public FrontDoor frontDoor(int port, Resolver resolver, Map<String, InetSocketAddress> regions) throws IOException {
        return new FrontDoor(loop, port, resolver, new LinkedHashMap<>(regions));
    }

    @Override
    public void close() {
        loop.close();
        requests.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
