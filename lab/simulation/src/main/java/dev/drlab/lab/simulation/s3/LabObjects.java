package dev.drlab.lab.simulation.s3;

import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.network.Relay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Both regions' buckets and the replication between them. The servers start in the background, because loading them
 * takes a second that bringing up the lab should not wait for; until then their ports refuse.
 */
public final class LabObjects implements AutoCloseable {
    private static final String PURPOSE = "app-data";

    private final Map<String, LabS3Server> servers = new LinkedHashMap<>();
    private final Map<String, Replication> replications = new LinkedHashMap<>();
    private final Map<String, Relay> relays = new LinkedHashMap<>();
    private final Map<String, S3Client> clients = new ConcurrentHashMap<>();
    private final List<String> dark = new ArrayList<>();
    private CompletableFuture<Void> started;

    /**
     * Buckets that do not answer yet.
     *
     * @param ports by region, the port that its S3 will listen on; exactly two regions
     * @param account the account number in the buckets' names
     * @throws IOException when a relay finds no port
     */
    public LabObjects(Network network, Map<String, Integer> ports, String account) throws IOException {
        List<String> regions = List.copyOf(ports.keySet());
        if (regions.size() != 2) {
            throw new IllegalArgumentException("regions are " + regions + "; replication is between two");
        }
        for (String region : regions) {
            String peer = peerOf(region, regions);
            InetSocketAddress target = new InetSocketAddress("127.0.0.1", ports.get(region));
            relays.put(region, network.storage().relay(peer, region, 0, () -> Optional.of(target)));
            servers.put(
                    region,
                    new LabS3Server(
                            region,
                            bucketName(account, region),
                            ports.get(region),
                            (key, version) -> replications.get(region).stored(key, version)));
        }
        for (String region : regions) {
            String peer = peerOf(region, regions);
            replications.put(
                    region,
                    new Replication(
                            region,
                            servers.get(region),
                            () -> remoteClient(peer),
                            servers.get(peer).bucket()));
        }
    }

    private static String peerOf(String region, List<String> regions) {
        return regions.get(0).equals(region) ? regions.get(1) : regions.get(0);
    }

    private static String bucketName(String account, String region) {
        return "drlab-" + account + "-" + region + "-" + PURPOSE;
    }

    /** Starts the servers in the background; does nothing when they are starting. */
    public synchronized void start() {
        if (started == null) {
            started = CompletableFuture.runAsync(this::startServers);
        }
    }

    private void startServers() {
        for (String region : servers.keySet()) {
            startServer(region);
        }
        replications.values().forEach(Replication::start);
    }

    private void startServer(String region) {
        synchronized (dark) { // a region that was lost meanwhile stays dark
            if (!dark.contains(region)) {
                server(region).start();
            }
        }
    }

    /**
     * Waits until the servers answer, starting them if need be.
     *
     * @throws java.util.concurrent.CompletionException when one cannot start
     */
    public void await() {
        start();
        started.join();
    }

    /** A region's bucket. */
    public String bucket(String region) {
        return server(region).bucket();
    }

    /** Where a region's S3 answers within that region. */
    public URI uri(String region) {
        return server(region).uri();
    }

    /** Where it answers for the other region, over the link. */
    public URI remoteUri(String region) {
        return URI.create("http://127.0.0.1:" + relays.get(region).port());
    }

    /** A client within that region, kept until this is closed. */
    public S3Client client(String region) {
        return clients.computeIfAbsent(region, name -> LabS3.client(uri(name), name));
    }

    /** A client in the other region, over the link, kept until this is closed. */
    public S3Client remoteClient(String region) {
        return clients.computeIfAbsent("remote " + region, name -> LabS3.client(remoteUri(region), region));
    }

    /** True at a moment at which every version had reached the other bucket. With steady writes, such moments are short. */
    public boolean settled() {
        return replications.values().stream().allMatch(replication -> replication.pending() == 0);
    }

    /** Versions of that region's bucket that have not reached the other one. */
    public int pending(String region) {
        return replications.get(region).pending();
    }

    /** Loses a region's S3: its port refuses, its replication stops. */
    public void kill(String region) {
        synchronized (dark) {
            dark.add(region);
            server(region).stop();
        }
    }

    /** Brings a region's S3 back with its data; its replication goes on. */
    public void restore(String region) {
        synchronized (dark) {
            dark.remove(region);
            synchronized (this) {
                if (started == null) {
                    return;
                }
            }
            server(region).start();
        }
    }

    private LabS3Server server(String region) {
        LabS3Server server = servers.get(region);
        if (server == null) {
            throw new IllegalArgumentException("there is no region '" + region + "'; there are " + servers.keySet());
        }
        return server;
    }

    @Override
    public void close() {
        CompletableFuture<Void> starting;
        synchronized (this) {
            starting = started;
        }
        if (starting != null) {
            starting.handle((done, failure) -> done).join();
        }
        replications.values().forEach(Replication::close);
        servers.values().forEach(LabS3Server::close);
        clients.values().forEach(S3Client::close);
        relays.values().forEach(Relay::close);
    }
}
