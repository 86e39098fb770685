package dev.drlab.workload;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.contract.service.Paths;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLedger;
import dev.drlab.workload.history.WriteAttempt;
import dev.drlab.workload.http.HttpSender;
import dev.drlab.workload.http.InternetSender;
import dev.drlab.workload.http.KeepAliveSender;
import dev.drlab.workload.http.Reply;
import dev.drlab.workload.http.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients of the service: write and read through the front door at a set rate, over keep-alive connections, and record
 * what becomes of each request.
 *
 * <p>The schedule is open-loop: requests fall due at fixed times whatever became of the ones before, so a service that
 * hangs is not spared. High rates are reached by and by. Each write has a new idempotency key. Reads ask for the row that was acknowledged last. Failed
 * requests are not repeated (unless {@link TrafficSettings#retries} says so): the schedule goes on.
 *
 * <p>Thread-safe.
 */
public final class TrafficClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrafficClient.class);
    private static final long RETRY_MILLIS = 50;
    private static final long READ_BACK_MILLIS = 10;
    private static final long FLUSH_MILLIS = 100;

    private final TrafficSettings settings;
    private final HttpLedger ledger;
    private final HttpSender http;
    private final OutcomeLog log = new OutcomeLog();
    private final SentLog sent;
    private final MonotonicClock clock;
    private final long startNanos = System.nanoTime();
    private final String keyPrefix = UUID.randomUUID() + "-";
    private final Semaphore inFlight;
    private final List<RecoveryWatch> watches = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private final Thread pacer;
    private final Object order = new Object();
    private volatile long lastId = -1;
    private volatile boolean stopping;
    private volatile boolean stopped;
    private volatile long stoppedNanos;

    private TrafficClient(
            TrafficSettings settings,
            HttpSender http,
            MonotonicClock clock,
            Path ledgerFile,
            Consumer<String> onLedgerFailure)
            throws IOException {
        this.settings = settings;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.sent = new SentLog(settings.writesPerSecond(), settings.readsPerSecond());
        this.http = http;
        this.ledger = openLedger(ledgerFile, onLedgerFailure);
        this.inFlight = new Semaphore(settings.maxInFlight());
        this.timer = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("drlab-traffic-timer"));
        later(FLUSH_MILLIS, this::flushLedger);
        this.pacer = DaemonThreads.of("drlab-traffic-pacer", this::pace);
        this.pacer.start();
    }

    /**
     * Starts the traffic.
     *
     * @param frontDoor base address, as {@code http://127.0.0.1:8080}
     * @param clock the run's: what its times are compared with must be by the same one
     * @param ledgerFile appended to; made if it does not exist
     * @throws IOException if the ledger file cannot be opened
     */
    public static TrafficClient start(URI frontDoor, TrafficSettings settings, MonotonicClock clock, Path ledgerFile)
            throws IOException {
        return start(frontDoor, settings, clock, ledgerFile, LOG::error);
    }

    /**
     * The same.
     *
     * @param onLedgerFailure told once, in one sentence, when the ledger file can no longer be written; the traffic goes on
     */
    public static TrafficClient start(
            URI frontDoor,
            TrafficSettings settings,
            MonotonicClock clock,
            Path ledgerFile,
            Consumer<String> onLedgerFailure)
            throws IOException {
        return new TrafficClient(
                Objects.requireNonNull(settings, "settings"),
                new KeepAliveSender(
                        Objects.requireNonNull(frontDoor, "frontDoor"),
                        settings.timeoutMillis(),
                        settings.connectionMillis()),
                clock,
                ledgerFile,
                onLedgerFailure);
    }

    /**
     * The same over a real network: with TLS where the address asks for it, and a reading of the DNS for each new connection.
     *
     * @param service base address, {@code http://} or {@code https://}
     */
    public static TrafficClient startOverInternet(
            URI service,
            TrafficSettings settings,
            MonotonicClock clock,
            Path ledgerFile,
            Consumer<String> onLedgerFailure)
            throws IOException {
        return new TrafficClient(
                Objects.requireNonNull(settings, "settings"),
                new InternetSender(service, settings.timeoutMillis(), settings.connectionMillis()),
                clock,
                ledgerFile,
                onLedgerFailure);
    }

    /** The ledger of the writes. */
    public HttpLedger ledger() {
        return ledger;
    }

    /** The prefix of all this client's idempotency keys. */
    public String keyPrefix() {
        return keyPrefix;
    }

    /** The run's clock, for others whose times are compared with this client's. */
    public MonotonicClock clock() {
        return clock;
    }

    /** The time of a {@link System#nanoTime()} of this JVM, by the run's clock, as this client's records have it. */
    public Instant at(long nanos) {
        return clock.at(nanos);
    }

    /**
     * Statistics from the first success (from the start, if there was none) until now, or until the client stopped.
     */
    public TrafficStats stats() {
        return statsSince(log.firstSuccessOr(startNanos));
    }

    /**
     * Statistics of the attempts that ended from then until now, or until the client stopped.
     *
     * @param fromNanos a {@link System#nanoTime()}
     */
    public TrafficStats statsSince(long fromNanos) {
        return stats(fromNanos, end());
    }

    /**
     * Statistics of the attempts that ended within a period; an outage that reaches over its edge counts from or to that
     * edge.
     *
     * @param fromNanos {@link System#nanoTime()} of the period's start
     * @param toNanos the same of its end
     */
    public TrafficStats stats(long fromNanos, long toNanos) {
        return log.stats(fromNanos, toNanos);
    }

    /**
     * The longest time without an accepted write of those that overlap the period, in seconds: a gap that reaches over an
     * edge counts in full, as far as the client has been running.
     *
     * @param fromNanos {@link System#nanoTime()} of the period's start
     * @param toNanos the same of its end
     */
    public double longestWriteGapSeconds(long fromNanos, long toNanos) {
        return log.longestWriteGapSeconds(fromNanos, toNanos, end());
    }

    /**
     * Requests that were sent within a period, or fell due and could not be.
     *
     * @param fromNanos {@link System#nanoTime()} of the period's start
     * @param toNanos the same of its end, which is no part of it
     */
    public RequestCounts sentWithin(long fromNanos, long toNanos) {
        return sent.sentWithin(fromNanos, toNanos);
    }

    /** Requests whose outcome became known within a period, or that could not be sent: each is of one period alone. */
    public RequestCounts endedWithin(long fromNanos, long toNanos) {
        return sent.endedWithin(fromNanos, toNanos);
    }

    /** Requests that were under way when the period began or were sent later, and were sent before it ended. */
    public RequestCounts underWayFrom(long fromNanos, long toNanos) {
        return sent.underWayFrom(fromNanos, toNanos);
    }

    /**
     * Judges, as far as it is known now, since when the service is fully back.
     *
     * @param region only writes that it accepted count
     * @param eventNanos {@link System#nanoTime()} of what interrupted the service
     * @param firstWriteNanos the same of the first accepted write's acknowledgement
     */
    public ServiceRecovery serviceRecovery(String region, long eventNanos, long firstWriteNanos) {
        return sent.recovery(region, eventNanos, firstWriteNanos, end());
    }

    /**
     * Whole seconds within a period with less than {@value WholeSeconds#PERCENT} % of their writes, or of their reads,
     * accepted; seconds that overlap count once.
     *
     * @param region only writes that it accepted count
     */
    public int secondsBelow(String region, long fromNanos, long toNanos) {
        return sent.badSeconds(region, fromNanos, toNanos);
    }

    /** The {@link System#nanoTime()} of a time by the run's clock. */
    public long nanos(Instant at) {
        return clock.nanos(at);
    }

    /** When this client stopped, or now: a {@link System#nanoTime()}. */
    public long endNanos() {
        return end();
    }

    /** Counts per {@value AvailabilityBin#MILLIS} ms from the client's start until now, or until it stopped. */
    public List<AvailabilityBin> availability() {
        return log.bins(startNanos, end(), clock::at);
    }

    /**
     * Completes with the first write that was sent at or after that time, that the region acknowledged, and that was then
     * read back through the front door. Reading back is repeated until an answer comes; a row that is answered to be missing
     * proves nothing, and the next acknowledged write is tried. Cancelled when the client is closed before.
     *
     * @param region the region that the acknowledgement must name
     * @param sinceNanos a {@link System#nanoTime()} of this JVM
     */
    public CompletableFuture<Recovery> recovery(String region, long sinceNanos) {
        RecoveryWatch watch = new RecoveryWatch(region, sinceNanos, new FrontDoorReadBack(), clock);
        watches.add(watch);
        watch.begin(ledger.firstAcknowledged(region, sinceNanos));
        CompletableFuture<Recovery> recovery = watch.recovery();
        CompletableFuture<Recovery> unused = recovery.whenComplete((seen, failure) -> watches.remove(watch));
        if (stopped) {
            recovery.cancel(false);
        }
        return recovery;
    }

    /** Sends no more, waits for the requests in flight (at most their time-out), and completes the ledger file. */
    @Override
    public void close() throws IOException {
        synchronized (timer) {
            if (stopped) {
                return;
            }
            stopping = true;
            LockSupport.unpark(pacer);
            awaitLastReplies();
            stoppedNanos = System.nanoTime();
            stopped = true;
            timer.shutdownNow();
            http.close();
            watches.forEach(watch -> watch.recovery().cancel(false));
            ledger.close();
        }
    }

    private void awaitLastReplies() {
        try {
            pacer.join();
            if (!inFlight.tryAcquire(settings.maxInFlight(), settings.timeoutMillis() + 500, TimeUnit.MILLISECONDS)) {
                LOG.warn("The traffic ends without the outcome of its last requests");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long end() {
        return stopped ? stoppedNanos : System.nanoTime();
    }

    private void pace() {
        long start = System.nanoTime();
        Schedule writes = new Schedule(settings.writesPerSecond(), settings.growthPerSecond(), start);
        Schedule reads = new Schedule(settings.readsPerSecond(), settings.growthPerSecond(), start);
        long sequence = 0;
        while (!stopping) {
            long now = System.nanoTime();
            while (writes.due(now)) {
                sequence++;
                startWrite(keyPrefix + sequence);
            }
            while (reads.due(now)) {
                startRead();
            }
            now = System.nanoTime();
            LockSupport.parkNanos(Math.min(writes.untilNext(now), reads.untilNext(now)));
        }
    }

    private void startWrite(String key) {
        if (!inFlight.tryAcquire()) {
            shed(RequestKind.WRITE);
            return;
        }
        attemptWrite(key, settings.retries());
    }

    private void shed(RequestKind kind) {
        log.addShed();
        sent.notSent(kind, System.nanoTime());
    }

    private void attemptWrite(String key, int retriesLeft) {
        long started = System.nanoTime();
        int number = sent.sent(RequestKind.WRITE, started);
        http.write(
                key,
                key,
                reply -> { // a value of its own: a row is recognized even where its id was given again
                    sent.settle(number, reply.result().succeeded(), reply.region(), System.nanoTime());
                    boolean again = !reply.result().succeeded() && retriesLeft > 0 && !stopping;
                    try {
                        recordWrite(key, started, reply);
                    } finally {
                        if (!again) {
                            inFlight.release();
                        }
                    }
                    if (again) {
                        later(RETRY_MILLIS, () -> attemptWrite(key, retriesLeft - 1));
                    }
                });
    }

    private void recordWrite(String key, long started, Reply reply) {
        WriteAttempt attempt;
        // One order for the log and the ledger: that of the times in them.
        synchronized (order) {
            long now = System.nanoTime();
            attempt = new WriteAttempt(
                    reply.result(),
                    key,
                    reply.status(),
                    reply.id(),
                    reply.region(),
                    reply.epoch(),
                    started,
                    now,
                    clock.at(started),
                    clock.at(now));
            log.add(true, reply.result(), now);
            ledger.add(attempt);
        }
        if (attempt.result() == Result.OK) {
            lastId = attempt.id();
            AcknowledgedWrite write = attempt.acknowledged();
            watches.forEach(watch -> watch.acknowledged(write));
        }
    }

    private void startRead() {
        if (!inFlight.tryAcquire()) {
            shed(RequestKind.READ);
            return;
        }
        long id = lastId;
        int number = sent.sent(RequestKind.READ, System.nanoTime());
        http.read(id < 0 ? Paths.ITEMS + "?limit=1" : Paths.item(id), reply -> {
            sent.settle(number, reply.result().succeeded(), reply.region(), System.nanoTime());
            synchronized (order) {
                log.add(false, reply.result(), System.nanoTime());
            }
            inFlight.release();
        });
    }

    private void flushLedger() {
        ledger.flush();
        later(FLUSH_MILLIS, this::flushLedger);
    }

    private HttpLedger openLedger(Path file, Consumer<String> onFailure) throws IOException {
        try {
            return new HttpLedger(file, onFailure);
        } catch (IOException e) {
            http.close();
            throw new IOException(
                    "the HTTP ledger " + file + " cannot be opened; is its folder there and writable?", e);
        }
    }

    /** Does nothing once the client has stopped. */
    private void later(long millis, Runnable action) {
        try {
            ScheduledFuture<?> unused = timer.schedule(action, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The traffic ended meanwhile", e);
        }
    }

    private final class FrontDoorReadBack implements RecoveryWatch.ReadBack {
        @Override
        public void now(long id, Consumer<Reply> reply) {
            http.read(Paths.item(id), reply);
        }

        @Override
        public void soon(long id, Consumer<Reply> reply) {
            later(READ_BACK_MILLIS, () -> now(id, reply));
        }
    }
}
