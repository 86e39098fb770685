package dev.drlab.lab.authority;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.Agent;
import dev.drlab.agent.AgentConfig;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.Parity;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.simulation.control.ControlEndpoint;
import dev.drlab.lab.simulation.control.ControlStore;
import dev.drlab.lab.simulation.postgres.BaseBackup;
import dev.drlab.lab.simulation.postgres.DatabaseSetup;
import dev.drlab.lab.simulation.postgres.PostgresBinaries;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.PostgresSettings;
import dev.drlab.lab.simulation.postgres.ServerAccount;
import dev.drlab.lab.simulation.postgres.Upstream;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.lab.simulation.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Two regions of real processes for tests of who may write: PostgreSQL servers, control tables over HTTP with the SDK's
 * own client, an agent each, and service tasks in JVMs of their own. The primary holds epoch 1 and is open; the rest is
 * brought up by the tests that need it.
 */
final class TwoRegions implements AutoCloseable {
    /** Every password. */
    static final String PASSWORD = "s3cret-of-both-regions";

    /** The longest wait for an event that has to come, on a loaded machine. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private static final String TABLE = "drlab-control";
    private static final Duration CALL_LIMIT = Duration.ofSeconds(2);

    private final LabHome home;
    private final ServerAccount account = ServerAccount.detect();
    private final PostgresBinaries binaries;
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final Region primary;
    private final Region secondary;
    private int started;

    private TwoRegions(LabHome home) throws IOException {
        this.home = home;
        try {
            binaries = PostgresBinaries.prepare(account, home.directory().resolve("binaries"), progress -> {});
            primary = region(RegionNames.PRIMARY, Parity.ODD);
            secondary = region(RegionNames.SECONDARY, Parity.EVEN);
            primary.agent(agent(primary, secondary));
            secondary.agent(agent(secondary, primary));
            startPrimary();
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Brings up the primary: epoch 1, open, no replica, no service. */
    static TwoRegions open(Path directory) throws IOException {
        return new TwoRegions(LabHome.open(directory));
    }

    private void startPrimary() {
        PostgresServer server = newServer(primary);
        server.initialize();
        server.start();
        new DatabaseSetup(PASSWORD, PASSWORD).apply(server);
        primary.server(server);
        primary.agent("migrate");
        primary.agent("raise", "epoch", 1);
        primary.agent("open", "epoch", 1);
    }

    /** Holds epoch 1 at first; draws odd epochs. */
    Region primary() {
        return primary;
    }

    /** Draws even epochs; has no database at first. */
    Region secondary() {
        return secondary;
    }

    Region peerOf(Region region) {
        return region == primary ? secondary : primary;
    }

    /** Makes the region's database, anew if it had one, a streaming replica of its peer's. */
    void makeReplica(Region region) throws Exception {
        makeReplica(region, peerOf(region).databasePort());
    }

    /** The same, over a relay to the peer's database that listens on {@code port}. */
    void makeReplica(Region region, int port) throws Exception {
        Region source = peerOf(region);
        region.killServer();
        PostgresServer replica = newServer(region);
        String slot = region.name().replace('-', '_');
        new BaseBackup(source.server())
                .restoreTo(replica, new Upstream("127.0.0.1", port, PASSWORD, slot, region.name()));
        replica.start();
        region.server(replica);
        awaitStreaming(region);
    }

    /** Waits until the region's database streams. */
    void awaitStreaming(Region region) {
        await().atMost(TIME_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> region.agent("replicationStatus")
                        .path("database")
                        .path("streaming")
                        .asBoolean());
    }

    /** Waits until the secondary has replayed all that the primary has flushed now. */
    void awaitSameWal() throws Exception {
        String flushed = primary.query("SELECT pg_current_wal_flush_lsn()::text");
        await().atMost(TIME_LIMIT)
                .until(() -> secondary
                        .query("SELECT pg_last_wal_replay_lsn() >= ?::pg_lsn", flushed)
                        .equals("t"));
    }

    /** A whole planned activation of {@code region}, as its state machine would do it; answers the new epoch. */
    long switchOverTo(Region region) {
        String token = "switchover-" + started++;
        JsonNode status = region.agent("replicationStatus");
        long epoch = status.get("highestEpoch").asLong();
        long next = status.get("nextEpoch").asLong();
        JsonNode point = region.agent("drain", "epoch", epoch, "token", token, "deadlineSeconds", 60);
        awaitReplayed(region, point);
        JsonNode handover = region.agent("handover", "epoch", epoch, "token", token, "nextEpoch", next);
        if (!"handedOver".equals(handover.get("outcome").asText())) {
            throw new AssertionError("hand-over to " + region.name() + ": " + handover);
        }
        takeOver(region, next);
        return next;
    }

    /** A whole unplanned activation of {@code region}; answers the new epoch. */
    long failOverTo(Region region) {
        long next = region.agent("replicationStatus").get("nextEpoch").asLong();
        takeOver(region, next);
        return next;
    }

    private void takeOver(Region region, long epoch) {
        region.agent("raise", "epoch", epoch);
        region.server().promote(TIME_LIMIT);
        region.agent("open", "epoch", epoch);
        region.agent("verifyWritable", "epoch", epoch);
    }

    /** Waits until the region's replica has replayed a drain point. */
    void awaitReplayed(Region region, JsonNode point) {
        await().atMost(TIME_LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> region.agent(
                                "caughtUp",
                                "lsn",
                                point.get("lsn").asText(),
                                "systemIdentifier",
                                point.get("systemIdentifier").asText(),
                                "timeline",
                                point.get("timeline").asLong())
                        .get("caughtUp")
                        .asBoolean());
    }

    /** A new service task; returns when it answers requests. {@code overrides} replace environment variables. */
    ServiceTask startService(Region region, Map<String, String> overrides) {
        Map<String, String> environment = new LinkedHashMap<>(environment(region));
        environment.putAll(overrides);
        String name = "service " + region.name() + " " + started++;
        ManagedProcess process = home.start(new ProcessSpec(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.drlab.service.Main"),
                environment,
                home.directory().resolve(name.replace(' ', '-') + ".log")));
        ServiceTask task = new ServiceTask(process, URI.create(serviceUrl(region)));
        task.awaitAnswering();
        return task;
    }

    private Map<String, String> environment(Region region) {
        Region peer = peerOf(region);
        return Map.ofEntries(
                Map.entry("DRLAB_REGION", region.name()),
                Map.entry("DRLAB_PEER_REGION", peer.name()),
                Map.entry("DRLAB_HOST", "127.0.0.1"),
                Map.entry("DRLAB_PORT", Integer.toString(region.servicePort())),
                Map.entry("DRLAB_DB_URL", region.databaseUrl()),
                Map.entry("DRLAB_DB_WRITER_PASSWORD", PASSWORD),
                Map.entry("DRLAB_DB_READER_PASSWORD", PASSWORD),
                Map.entry("DRLAB_CONTROL_TABLE", TABLE),
                Map.entry("DRLAB_CONTROL_ENDPOINT", region.control().uri().toString()),
                Map.entry(
                        "DRLAB_PEER_CONTROL_ENDPOINT",
                        peer.controlForPeer().uri().toString()),
                Map.entry("DRLAB_PEER_URL", serviceUrl(peer)),
                Map.entry("DRLAB_FORWARD_SECRET", PASSWORD),
                Map.entry("DRLAB_POLL_MILLIS", "100"),
                Map.entry("AWS_ACCESS_KEY_ID", "test"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
                Map.entry("AWS_EC2_METADATA_DISABLED", "true"));
    }

    private static String serviceUrl(Region region) {
        return "http://127.0.0.1:" + region.servicePort();
    }

    private PostgresServer newServer(Region region) {
        Path directory = home.directory().resolve(region.name() + "-" + started++);
        return new PostgresServer(
                home,
                binaries,
                account,
                new PostgresSettings(region.name(), directory, region.databasePort(), PASSWORD));
    }

    private Region region(String name, Parity parity) throws IOException {
        ControlStore store = ControlStore.open(TABLE, home.directory().resolve("control-" + name + ".json"));
        ControlEndpoint own = endpoint(store, name);
        ControlEndpoint forPeer = endpoint(store, name);
        return new Region(
                name,
                parity,
                home.freePort(),
                home.freePort(),
                own,
                forPeer,
                new ControlTable(client(own, name), TABLE));
    }

    private ControlEndpoint endpoint(ControlStore store, String region) throws IOException {
        ControlEndpoint endpoint = new ControlEndpoint(store, region, home.freePort());
        toClose.add(endpoint);
        endpoint.start();
        return endpoint;
    }

    /** The region's agent gets no answer from the peer's database any more. */
    void losePeerDatabase(Region region) {
        region.agent(agent(region, peerOf(region), "jdbc:postgresql://127.0.0.1:1/" + DatabaseNames.DATABASE));
    }

    private Agent agent(Region region, Region peer) {
        return agent(region, peer, peer.databaseUrl());
    }

    private Agent agent(Region region, Region peer, String peerDatabaseUrl) {
        return new Agent(
                new AgentConfig(
                        region.name(),
                        peer.name(),
                        region.parity(),
                        region.databaseUrl(),
                        peerDatabaseUrl,
                        PASSWORD,
                        PASSWORD,
                        PASSWORD,
                        Duration.ofSeconds(10),
                        CALL_LIMIT),
                client(region.control(), region.name()),
                client(peer.controlForPeer(), peer.name()),
                TABLE,
                Clock.systemUTC());
    }

    private DynamoDbClient client(ControlEndpoint endpoint, String region) {
        DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(endpoint.uri())
                .region(software.amazon.awssdk.regions.Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CALL_LIMIT)
                        .socketTimeout(CALL_LIMIT))
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        toClose.add(client);
        return client;
    }

    @Override
    public void close() {
        try (home) {
            for (AutoCloseable part : toClose) {
                part.close();
            }
        } catch (Exception e) {
            throw new AssertionError("cannot close the regions", e);
        }
    }
}
