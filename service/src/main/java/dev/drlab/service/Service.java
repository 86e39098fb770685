package dev.drlab.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.json.Json;
import dev.drlab.service.database.Pool;
import dev.drlab.service.database.PostgresDatabase;
import dev.drlab.service.database.Role;
import dev.drlab.service.forwarding.ForwardSignature;
import dev.drlab.service.forwarding.Forwarding;
import dev.drlab.service.forwarding.HttpPeerService;
import dev.drlab.service.forwarding.PeerService;
import dev.drlab.service.forwarding.WarmUp;
import dev.drlab.service.guard.Clocks;
import dev.drlab.service.guard.Guard;
import dev.drlab.service.http.Answers;
import dev.drlab.service.items.ItemRequests;
import dev.drlab.service.items.ItemsApi;
import dev.drlab.service.items.PostgresItemStore;
import dev.drlab.service.metrics.Metrics;
import dev.drlab.service.objects.ObjectsApi;
import dev.drlab.service.objects.S3ObjectStore;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running service task: the guard, the pools and the HTTP server. */
public final class Service implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);

    private final ControlClients tables;
    private final Pool readers;
    private final Pool writers;
    private final PostgresDatabase database;
    private final Optional<S3ObjectStore> objects;
    private final Guard guard;
    private final WebServer server;
    private final WarmUp warmUp;
    private final int port;

    private Service(ServiceConfig config) {
        Clocks clocks = Clocks.system(config.clockOffset());
        Metrics metrics = new Metrics();
        Role readerRole = Role.reader(config.database(), config.readerPassword());
        Role writerRole = Role.writer(config.database(), config.writerPassword());
        readers = new Pool(readerRole, config.poolSize());
        writers = new Pool(writerRole, config.poolSize());
        metrics.watch("reader", readers);
        metrics.watch("writer", writers);
        database = new PostgresDatabase(readerRole, writerRole, readers, writers);
        tables = new ControlClients(config);
        guard = new Guard(
                config.region(), config.timing(), clocks, tables.ownTable(), tables.peerTable(), database, metrics);
        ForwardSignature signature = new ForwardSignature(config.forwardSecret());
        PeerService peer = new HttpPeerService(config.peerUrl(), signature, clocks.wall());
        warmUp = new WarmUp(peer);
        objects = config.objectsBucket()
                .map(bucket -> new S3ObjectStore(config.region(), bucket, config.objectsEndpoint()));
        ObjectMapper mapper = Json.mapper();
        Answers answers = new Answers(mapper);
        Forwarding forwarding = new Forwarding(peer, config.peerRegion(), signature, clocks, metrics);
        server = new WebServer(
                new ItemsApi(
                        config.region(),
                        guard,
                        new PostgresItemStore(readers, writers),
                        forwarding,
                        new ItemRequests(mapper),
                        answers),
                new ObjectsApi(config.region(), guard, objects.map(store -> store), forwarding, answers),
                new StatusApi(config.region(), guard, warmUp::done, metrics, answers),
                metrics,
                answers);
        guard.start();
        port = listen(config);
        warmUp.start();
        log.info("listening on {}:{} for region {}", config.host(), port, config.region());
    }

    private int listen(ServiceConfig config) {
        try {
            return server.start(config.host(), config.port());
        } catch (RuntimeException e) {
            stopBackend();
            throw new IllegalStateException(
                    "cannot listen on " + config.host() + ":" + config.port() + " (" + e.getMessage() + "); is "
                            + Variables.PORT + " in use?",
                    e);
        }
    }

    /**
     * Starts a task and returns when it answers requests. It need not reach its database, its control table or its peer
     * for that.
     *
     * @throws IllegalStateException when the port cannot be bound
     */
    public static Service start(ServiceConfig config) {
        return new Service(config);
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Finishes the requests in hand, 5 s at most, then stops. */
    @Override
    public void close() {
        warmUp.close();
        server.close();
        stopBackend();
        log.info("stopped");
    }

    private void stopBackend() {
        guard.close();
        database.close();
        writers.close();
        readers.close();
        objects.ifPresent(S3ObjectStore::close);
        tables.close();
    }
}
