package dev.drlab.verifier.objects;

import dev.drlab.contract.host.PrivateFile;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.contract.waiting.Poll;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes canary objects to the active region's bucket and looks for them in the other one, from {@link #start} to
 * {@link #stop}. Buckets that do not answer do not end it. Keys are {@code drlab-canary/<run>/<number>}; they are left
 * behind (a lifecycle rule on that prefix removes them on AWS).
 */
public final class ObjectCanaryRun implements AutoCloseable {
    /** The prefix of every canary's key. */
    public static final String PREFIX = "drlab-canary/";

    private static final Logger LOG = LoggerFactory.getLogger(ObjectCanaryRun.class);
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000L;
    /** Looks follow each other at a twentieth of the age of what they look for: the lag is known to about 5 %. */
    private static final long AGE_PARTS = 20;

    private static final Duration ARRIVAL_LOOK = Duration.ofMillis(5);
    private static final int FULL_PAGE = 1000;

    private final ObjectCanaryConfig config;
    private final String prefix = PREFIX + UUID.randomUUID() + "/";
    private final ObjectTracker tracker = new ObjectTracker();
    private final BufferedWriter ledger;
    private final AtomicReference<String> ledgerFailure = new AtomicReference<>();
    private final CountDownLatch stopWriting = new CountDownLatch(1);
    private final CountDownLatch stopReading = new CountDownLatch(1);
    private final Thread writerThread = DaemonThreads.of("object-canary-writer", this::write);
    private final Thread readerThread = DaemonThreads.of("object-canary-reader", this::read);
    private final Map<String, Long> lastPoll = new HashMap<>();

    private ObjectCanaryRun(ObjectCanaryConfig config) throws IOException {
        this.config = config;
        Files.createDirectories(config.ledger().toAbsolutePath().getParent());
        ledger = PrivateFile.writer(config.ledger(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Starts a run and returns at once, also when no bucket answers yet.
     *
     * @throws IOException when the ledger cannot be created
     */
    public static ObjectCanaryRun start(ObjectCanaryConfig config) throws IOException {
        ObjectCanaryRun run = new ObjectCanaryRun(config);
        run.writerThread.start();
        run.readerThread.start();
        return run;
    }

    /** Counts and percentiles as they are now. */
    public ObjectCanarySnapshot snapshot() {
        return tracker.snapshot();
    }

    private void write() {
        long interval = Math.round(1e9 / config.objectsPerSecond());
        String active = null;
        long due = System.nanoTime();
        try {
            for (long seq = 1; !stopWriting.await(due - System.nanoTime(), TimeUnit.NANOSECONDS); seq++) {
                Optional<String> writer = config.writer().get().filter(config.buckets()::containsKey);
                if (writer.isPresent()) {
                    if (active != null && !active.equals(writer.get())) {
                        tracker.activated(writer.get());
                    }
                    active = writer.get();
                    write(seq, active);
                }
                due = Math.max(due + interval, System.nanoTime()); // what could not be written in time is left out
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private void write(long seq, String region) {
        try {
            config.buckets().get(region).put(key(seq), body(seq));
        } catch (RuntimeException e) {
            tracker.failed();
            LOG.debug("canary object {} was not acknowledged: {}", seq, e.toString());
            return;
        }
        long acked = System.nanoTime();
        note(seq, region);
        tracker.acked(seq, region, acked);
    }

    private static byte[] body(long seq) {
        return Long.toString(seq).getBytes(StandardCharsets.US_ASCII);
    }

    private void note(long seq, String region) {
        try {
            ledger.write("{\"seq\":" + seq + ",\"key\":\"" + key(seq) + "\",\"region\":\"" + region
                    + "\",\"ackedAt\":\"" + Instant.now() + "\"}\n");
            ledger.flush();
        } catch (IOException e) {
            ledgerFailed("written", e);
        }
    }

    /** A disk that is full stays full for every object: only the first failure counts. */
    private void ledgerFailed(String what, IOException cause) {
        String message =
                "the ledger of canary objects " + config.ledger() + " cannot be " + what + ": " + cause.getMessage();
        if (ledgerFailure.compareAndSet(null, message)) {
            LOG.debug("{}", message);
        }
    }

    /** Why the ledger lacks lines; empty while it is complete. */
    public Optional<String> ledgerFailure() {
        return Optional.ofNullable(ledgerFailure.get());
    }

    private void read() {
        try {
            do {
                config.buckets().keySet().forEach(this::observe);
            } while (!stopReading.await(pause(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private long pause() {
        long age = tracker.oldestAge(System.nanoTime());
        return Math.max(config.leastPause().toNanos(), Math.min(LONGEST_PAUSE_NANOS, age / AGE_PARTS));
    }

    private void observe(String region) {
        Optional<Long> lowest = tracker.lowestOpenFor(region);
        long started = System.nanoTime();
        long previous = lastPoll.getOrDefault(region, started);
        try {
            List<Long> found = List.of();
            if (lowest.isPresent()) {
                found = config.buckets().get(region).keysAfter(prefix, key(lowest.get() - 1)).stream()
                        .map(ObjectCanaryRun::number)
                        .toList();
            }
            tracker.observed(region, found, started, System.nanoTime(), previous, found.size() < FULL_PAGE);
            lastPoll.put(region, started);
        } catch (RuntimeException e) {
            LOG.debug("the bucket of {} cannot be listed: {}", region, e.toString());
        }
    }

    private String key(long seq) {
        return prefix + String.format(Locale.ROOT, "%012d", seq);
    }

    private static long number(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('/') + 1));
    }

    /**
     * Writes no more objects, waits until those that were acknowledged have arrived, and closes the ledger.
     *
     * @param catchUp how long to wait for them at most
     */
    public ObjectCanarySnapshot stop(Duration catchUp) throws InterruptedException {
        stopWriting.countDown();
        writerThread.join();
        Poll.within(catchUp).every(ARRIVAL_LOOK).holds("not all canary objects arrived", tracker::settled);
        close();
        return tracker.snapshot();
    }

    /** Stops without waiting. */
    @Override
    public void close() {
        stopWriting.countDown();
        stopReading.countDown();
        try {
            writerThread.join();
            readerThread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            ledger.close();
        } catch (IOException e) {
            ledgerFailed("closed", e);
        }
    }
}
