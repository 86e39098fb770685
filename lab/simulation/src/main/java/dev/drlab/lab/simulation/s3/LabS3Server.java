package dev.drlab.lab.simulation.s3;

import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.robothy.netty.initializer.HttpServerInitializer;
import com.robothy.netty.router.Router;
import com.robothy.s3.core.service.BucketService;
import com.robothy.s3.core.service.ObjectService;
import com.robothy.s3.core.service.manager.LocalS3Manager;
import com.robothy.s3.core.service.manager.vectors.LocalS3VectorsManager;
import com.robothy.s3.core.service.s3vectors.S3VectorsService;
import com.robothy.s3.rest.handler.LocalS3RouterFactory;
import com.robothy.s3.rest.service.ServiceFactory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.xml.stream.XMLInputFactory;

/**
 * One region's S3: LocalS3 with one versioned bucket, its data in memory. It listens on 127.0.0.1 only, and stops as a
 * lost region does: its port refuses and every connection is gone at once. Started again, it has its data and its port.
 * LocalS3's own starter does neither: it listens on every interface and lets connections run on.
 */
public final class LabS3Server implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final long QUIET_MILLIS = 100;
    private static final long END_MILLIS = 1000;
    /** Unregistered goes to the handlers and to the tail, removal up the pipeline and down it. */
    private static final int LAST_PASSES = 4;

    private final String region;
    private final String bucket;
    private final int port;
    private final NewVersions newVersions;
    private Router router;
    private ObjectService objects;
    private EventLoopGroup network;
    private DefaultEventExecutorGroup workers;
    private ChannelGroup connections;
    private Channel listener;

    /**
     * A server that does not listen yet; nothing of LocalS3 is loaded before its first start.
     *
     * @param port 1 to 65535
     * @param newVersions told of every version that a client made, after it is stored
     */
    public LabS3Server(String region, String bucket, int port, NewVersions newVersions) {
        this.region = Objects.requireNonNull(region, "region");
        this.bucket = Objects.requireNonNull(bucket, "bucket");
        this.port = port;
        this.newVersions = Objects.requireNonNull(newVersions, "newVersions");
    }

    /** Its one bucket. */
    public String bucket() {
        return bucket;
    }

    /** Where it listens, or will listen. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** True while it listens. */
    public synchronized boolean isRunning() {
        return listener != null;
    }

    /**
     * Listens; does nothing if it does already.
     *
     * @throws IllegalStateException when the port is taken
     */
    public synchronized void start() {
        if (listener != null) {
            return;
        }
        if (router == null) {
            prepare();
        }
        try {
            listener = new ServerBootstrap()
                    .group(network)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    // LocalS3 does not release its buffers; those on the heap go to the collector.
                    .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false))
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            connections.add(channel);
                            channel.pipeline()
                                    .addLast(new BrokenConnection())
                                    .addLast(new HttpServerInitializer(workers, router));
                        }
                    })
                    .bind(new InetSocketAddress("127.0.0.1", port))
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the S3 server of " + region + " cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    private void prepare() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        LocalS3Manager manager = LocalS3Manager.createInMemoryS3Manager();
        BucketService buckets = manager.bucketService();
        buckets.createBucket(bucket);
        buckets.setVersioningEnabled(bucket, true);
        objects = manager.objectService();
        Services services = new Services();
        services.register(BucketService.class, () -> buckets);
        ObjectService watched = WatchedObjects.watch(objects, newVersions);
        services.register(ObjectService.class, () -> watched);
        XmlMapper xml = xmlMapper();
        services.register(XmlMapper.class, () -> xml);
        ObjectMapper json = new ObjectMapper();
        configure(json);
        services.register(ObjectMapper.class, () -> json);
        S3VectorsService vectors = LocalS3VectorsManager.createInMemory().s3VectorsService();
        services.register(S3VectorsService.class, () -> vectors);
        router = LocalS3RouterFactory.create(services);
        network = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("s3-" + region, true), NioIoHandler.newFactory());
        workers = new DefaultEventExecutorGroup(WORKERS, new DefaultThreadFactory("s3-worker-" + region, true));
        connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    }

    private static XmlMapper xmlMapper() {
        XMLInputFactory input = new WstxInputFactory();
        input.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, Boolean.FALSE);
        XmlMapper xml = new XmlMapper(new XmlFactory(input, new WstxOutputFactory()));
        xml.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        xml.findAndRegisterModules();
        return xml;
    }

    private static void configure(ObjectMapper json) {
        json.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        json.configure(SerializationFeature.FAIL_ON_EMPTY_BEANS, false);
        json.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        json.findAndRegisterModules();
    }

    /** The store, not over HTTP; null before the first start. */
    synchronized ObjectService objects() {
        return objects;
    }

    /** Closes the port and every connection at once; does nothing if it is stopped. */
    public synchronized void stop() {
        if (listener == null) {
            return;
        }
        listener.close().syncUninterruptibly();
        connections.close().awaitUninterruptibly();
        listener = null;
    }

    @Override
    public synchronized void close() {
        stop();
        if (network != null && !network.isShuttingDown()) {
            letLastEventsPass();
            network.shutdownGracefully(QUIET_MILLIS, END_MILLIS, TimeUnit.MILLISECONDS);
            workers.shutdownGracefully(QUIET_MILLIS, END_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * A closed connection's last events (unregistered, then its handlers' removal) go from one group to the other and
     * back; a group that ended before they came would refuse them with a stack trace in the log. A quiet time alone does
     * not say that they came: on a busy machine the other group may not have run.
     */
    private void letLastEventsPass() {
        for (int pass = 0; pass < LAST_PASSES; pass++) {
            network.submit(() -> {}).awaitUninterruptibly(END_MILLIS);
            workers.forEach(worker -> worker.submit(() -> {}).awaitUninterruptibly(END_MILLIS));
        }
    }

    /** LocalS3's own keeps its services in a static map, so that two servers of one JVM would share them. */
    private static final class Services implements ServiceFactory {
        private final Map<Class<?>, Supplier<?>> suppliers = new HashMap<>();

        @Override
        public <T> void register(Class<T> type, Supplier<? extends T> supplier) {
            suppliers.put(type, supplier);
        }

        @Override
        public <T> T getInstance(Class<T> type) {
            Supplier<?> supplier = suppliers.get(type);
            if (supplier == null) {
                throw new IllegalStateException("LocalS3 asks for a service that it is not given: " + type.getName());
            }
            return type.cast(supplier.get());
        }
    }
}
