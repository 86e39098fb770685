package dev.drlab.lab.simulation.s3;

import com.robothy.s3.core.model.answers.GetObjectAns;
import com.robothy.s3.core.model.request.GetObjectOptions;
import dev.drlab.contract.threads.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Replicates new versions of one region's bucket to the other's over the link, those of a key one after the other. Simulates S3
 * replication without Replication Time Control: asynchronous, retried until it succeeds, delete markers not replicated,
 * replicas not replicated again. While the source region is lost, nothing is sent; what was pending is sent when it is
 * back.
 *
 * <p>Differs from S3: a replica has a version id and a time of its own, and names its origin in the metadata entry
 * {@code drlab-replica-of}. A version that is older than what a client has written to the destination meanwhile is not
 * sent, where S3 would put it behind that.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html">What is
 *     replicated</a>
 */
public final class Replication implements NewVersions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
    private static final long RETRY_MILLIS = 100;
    /** A key's versions stay in order within a lane; several lanes, so that a slow link holds up one key and not all. */
    private static final int LANES = 8;

    private final LabS3Server source;
    private final Supplier<S3Client> destination;
    private final String destinationBucket;
    private final List<LinkedBlockingQueue<Version>> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closed;

    /**
     * Replication that is not started yet; it takes new versions already.
     *
     * @param region where it replicates from
     * @param destination the client that reaches the other region's bucket over the link; made at first use
     */
    public Replication(String region, LabS3Server source, Supplier<S3Client> destination, String destinationBucket) {
        this.source = source;
        this.destination = destination;
        this.destinationBucket = destinationBucket;
        for (int i = 1; i <= LANES; i++) {
            LinkedBlockingQueue<Version> lane = new LinkedBlockingQueue<>();
            lanes.add(lane);
            threads.add(DaemonThreads.of("s3-replication-" + region + "-" + i, () -> run(lane)));
        }
    }

    /** Starts sending. */
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void stored(String key, String versionId) {
        open.incrementAndGet();
        lanes.get(Math.floorMod(key.hashCode(), LANES)).add(new Version(key, versionId));
    }

    /** Versions that have not reached the other bucket. */
    public int pending() {
        return open.get();
    }

    private void run(LinkedBlockingQueue<Version> lane) {
        try {
            while (!closed) {
                Version next = lane.take();
                while (!closed && !(source.isRunning() && sent(next))) {
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
                open.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private boolean sent(Version version) {
        try {
            GetObjectAns object = source.objects()
                    .getObject(
                            source.bucket(),
                            version.key(),
                            GetObjectOptions.builder().versionId(version.id()).build());
            byte[] content = content(object);
            boolean superseded = superseded(version, object);
            if (!source.isRunning()) {
                return false; // lost while it was asked: a dead region sends nothing
            }
            if (!superseded) {
                put(version, object, content);
            }
            return true;
        } catch (SdkException e) {
            LOG.debug("replicating {} from {} waits: {}", version, source.uri(), e.toString());
            return false;
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be replicated from {}", version, source.uri(), e);
            return true;
        }
    }

    private void put(Version version, GetObjectAns object, byte[] content) {
        Map<String, String> metadata = new HashMap<>();
        if (object.getUserMetadata() != null) {
            metadata.putAll(object.getUserMetadata());
        }
        metadata.put(WatchedObjects.REPLICA_OF, version.id());
        destination
                .get()
                .putObject(
                        put -> put.bucket(destinationBucket)
                                .key(version.key())
                                .contentType(object.getContentType())
                                .metadata(metadata),
                        RequestBody.fromBytes(content));
    }

    /** Sent already by a try whose answer was lost, or overtaken by a younger write of a client over there. */
    private boolean superseded(Version version, GetObjectAns object) {
        Optional<HeadObjectResponse> there = head(version.key());
        if (there.isEmpty()) {
            return false;
        }
        String origin = there.get().metadata().get(WatchedObjects.REPLICA_OF);
        boolean youngerThere = there.get().lastModified().toEpochMilli() > object.getLastModified();
        return version.id().equals(origin) || (origin == null && youngerThere);
    }

    private Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(destination
                    .get()
                    .headObject(head -> head.bucket(destinationBucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == 404 || e.statusCode() == 405) { // a delete marker
                return Optional.empty();
            }
            throw e;
        }
    }

    private static byte[] content(GetObjectAns object) {
        try (InputStream content = object.getContent()) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a version from memory", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }

    private record Version(String key, String id) {}
}
