package dev.drlab.verifier;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.contract.waiting.Deadline;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.EndpointProbe;
import dev.drlab.verifier.database.Term;
import dev.drlab.verifier.database.Topology;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.LedgerWriter;
import dev.drlab.verifier.ledger.RunClock;
import dev.drlab.verifier.ledger.SegmentStore;
import dev.drlab.verifier.measure.CanarySample;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.verifier.measure.CanaryTracker;
import dev.drlab.verifier.measure.Pacer;
import dev.drlab.verifier.measure.SampleSeries;
import dev.drlab.verifier.table.CanaryTable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes canaries to whichever of two databases is the writer, notes them in a ledger, and looks for them on the other
 * one, from {@link #start} to {@link #stop}. Restarts, terminated connections, a closed writer role and a change of
 * roles do not end it. The table must exist: {@link CanaryTable#install}.
 */
public final class CanaryRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryRun.class);
    private static final long SEGMENT_BYTES = 16L * 1024 * 1024;
    private static final double RESERVED_SECONDS = 10;
    private static final long IN_FLIGHT_GRACE_MILLIS = 3000;
    private static final long THREAD_END_MILLIS = 3000;

    private final CanaryConfig config;
    private final List<Endpoint> endpoints;
    private final UUID runId = UUID.randomUUID();
    private final RunClock clock;
    private final CanaryTracker tracker = new CanaryTracker(CanaryTracker.MAX_WINDOW);
    private final SampleSeries samples = new SampleSeries();
    private final Topology topology;
    private final LedgerWriter ledger;
    private final WriterSessions sessions;
    private final Pacer pacer;
    private final ReplicaReader reader;
    private final RetentionSweeper sweeper;
    private final List<EndpointProbe> probes = new ArrayList<>();
    private final WriterThreads writerThreads;
    private final List<Thread> otherThreads = new ArrayList<>();
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("canary-sampler"));
    private final ScheduledExecutorService sweeping =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("canary-retention"));
    private volatile String lastError;
    private CanaryResult result;

    private CanaryRun(CanaryConfig config, SegmentStore store, RunClock clock) throws IOException {
        this.config = config;
        this.clock = clock;
        this.endpoints = List.of(config.primary(), config.replica());
        topology = new Topology(this::writerChanged);
        Files.createDirectories(config.ledgerDirectory());
        int block = (int) Math.max(1000, config.rowsPerSecond() * RESERVED_SECONDS);
        ledger = new LedgerWriter(
                config.ledgerDirectory(), runId, clock, store, SEGMENT_BYTES, block, this::ledgerFailed);
        sessions = new WriterSessions(endpoints, topology, ledger, runId, this::error);
        pacer = new Pacer(config.rowsPerSecond(), clock.nanos());
        writerThreads = new WriterThreads(
                config.connections(),
                ours -> new CanaryWriter(sessions, topology, pacer, ledger, tracker, clock, ours, this::error));
        RunParts parts = new RunParts(config, endpoints, topology, tracker, ledger, clock, runId, this::error);
        reader = new ReplicaReader(parts);
        sweeper = new RetentionSweeper(parts);
    }

    /**
     * Starts a run. Returns at once, also when no database can be reached yet: {@link #snapshot} tells.
     *
     * @throws IOException if the ledger can not be created
     */
    public static CanaryRun start(CanaryConfig config) throws IOException {
        return start(config, SegmentStore.files(), new RunClock());
    }

    /** The same with the clock of a run in which more is measured than canaries. */
    public static CanaryRun start(CanaryConfig config, MonotonicClock clock) throws IOException {
        return start(config, SegmentStore.files(), new RunClock(clock));
    }

    static CanaryRun start(CanaryConfig config, SegmentStore store) throws IOException {
        return start(config, store, new RunClock());
    }

    private static CanaryRun start(CanaryConfig config, SegmentStore store, RunClock clock) throws IOException {
        CanaryRun run = new CanaryRun(config, store, clock);
        run.startThreads();
        return run;
    }

    /** Names the rows and the ledger of this run. */
    public UUID runId() {
        return runId;
    }

    /** The ledger as it is now; complete once stopped. */
    public Ledger ledger() {
        return new Ledger(
                config.ledgerDirectory(), runId, ledger.failure().isPresent() ? ledger.unwritten() : new byte[0]);
    }

    /** Rows up to this number may be deleted, says the ledger in its files; 0 if none. */
    public long retainedThrough() {
        return ledger.retention().through();
    }

    /**
     * Lets rows be deleted, in a run that waits for it ({@link CanaryConfig#ledgerCopied}).
     *
     * @param through what {@link #retainedThrough} was before the copy of the ledger was made
     */
    public void ledgerCopied(long through) {
        sweeper.copied(through);
    }

    /**
     * Whether more than one database, or more than one timeline, was written to: then acknowledged canaries can be lost
     * although the replica had shown them, and {@link #ledger} is to be accounted for.
     */
    public boolean writerHasChanged() {
        return topology.terms() > 1;
    }

    /** Counts and percentiles as they are now. */
    public CanarySnapshot snapshot() {
        long nowNanos = clock.nanos();
        CanaryTracker.View view = tracker.view(nowNanos);
        Term term = topology.term();
        int replica = topology.replica();
        return new CanarySnapshot(
                view.started(),
                view.acked(),
                view.failed(),
                pacer.skipped(),
                view.replicated(),
                view.outstanding(),
                view.lost(),
                view.exposureSeconds(nowNanos),
                view.maxExposureSeconds(),
                view.longestWithoutAckSeconds(),
                view.lagMillis(),
                view.lagSamples(),
                view.resolution(),
                Optional.ofNullable(term).map(t -> endpoints.get(t.endpoint()).name()),
                replica < 0
                        ? Optional.empty()
                        : Optional.of(endpoints.get(replica).name()),
                Optional.ofNullable(lastError),
                ledger.failure());
    }

    /** The series so far. */
    public List<CanarySample> samples() {
        return samples.points();
    }

    /**
     * Writes no more canaries, waits until the replica has those that were acknowledged, and closes the ledger. Series and
     * last exposure are as they were before the wait; the highest exposure includes it, because what is not on the replica
     * is exposed until it is. May be called again; the first result stays.
     *
     * @param catchUp how long to wait for the replica at most
     */
    public CanaryResult stop(Duration catchUp) throws InterruptedException {
        return stop(catchUp, () -> false);
    }

    /**
     * The same, with a wait that ends early.
     *
     * @param enough asked every few milliseconds: whether to wait no longer
     */
    public synchronized CanaryResult stop(Duration catchUp, BooleanSupplier enough) throws InterruptedException {
        if (result == null) {
            result = stopOnce(catchUp, enough);
        }
        return result;
    }

    /** Stops without waiting for the replica. */
    @Override
    public void close() {
        try {
            stop(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CanaryResult stopOnce(Duration catchUp, BooleanSupplier enough) throws InterruptedException {
        try {
            stopWriters();
            stopSampling();
            Instant endedAt = RunClock.instant(clock.micros());
            CanarySnapshot measured = snapshot();
            Deadline deadline = Deadline.after(catchUp);
            while (tracker.outstanding() > 0 && !deadline.passed() && !enough.getAsBoolean()) {
                topology.awaitChange(10);
            }
            CanarySnapshot end = snapshot().withWritingEndedAt(measured);
            return new CanaryResult(
                    runId,
                    RunClock.instant(clock.startMicros()),
                    endedAt,
                    config.rowsPerSecond(),
                    config.ledgerDirectory(),
                    end,
                    samples.points());
        } finally {
            closeAll();
        }
    }

    private void stopSampling() throws InterruptedException {
        housekeeping.shutdown();
        housekeeping.awaitTermination(THREAD_END_MILLIS, TimeUnit.MILLISECONDS);
        sample();
    }

    private void stopWriters() throws InterruptedException {
        writerThreads.stop();
        sessions.close();
        writerThreads.join(IN_FLIGHT_GRACE_MILLIS);
        sessions.abortAll();
        writerThreads.interrupt();
        writerThreads.join(THREAD_END_MILLIS);
    }

    private void closeAll() throws InterruptedException {
        housekeeping.shutdown();
        sweeping.shutdown();
        reader.close();
        tracker.close();
        topology.close();
        probes.forEach(EndpointProbe::close);
        DaemonThreads.join(otherThreads, THREAD_END_MILLIS);
        sweeping.awaitTermination(THREAD_END_MILLIS, TimeUnit.MILLISECONDS);
        sweeper.close();
        ledger.close();
    }

    private void startThreads() {
        for (int i = 0; i < endpoints.size(); i++) {
            EndpointProbe probe = new EndpointProbe(i, endpoints.get(i), topology, this::error);
            probes.add(probe);
            otherThreads.add(
                    DaemonThreads.start("canary-probe-" + endpoints.get(i).name(), probe));
        }
        otherThreads.add(DaemonThreads.start("canary-reader", reader));
        writerThreads.grow();
        long sampleMicros =
                TimeUnit.NANOSECONDS.toMicros(config.sampleInterval().toNanos());
        housekeeping.scheduleAtFixedRate(
                DaemonThreads.goingOn(this::sample), sampleMicros, sampleMicros, TimeUnit.MICROSECONDS);
        sweeping.scheduleWithFixedDelay(DaemonThreads.goingOn(sweeper), 1, 1, TimeUnit.SECONDS);
    }

    private void sample() {
        long nowNanos = clock.nanos();
        CanarySample sample = new CanarySample(
                RunClock.instant(clock.micros(nowNanos)),
                tracker.takeSampleLagMillis(),
                tracker.view(nowNanos).exposureSeconds(nowNanos));
        samples.add(sample);
        config.listener().onSample(sample);
    }

    private void writerChanged(Term term) {
        sessions.abortAllBut(term);
        if (term.number() > 1) {
            tracker.keepAbove(ledger.retention().through());
        }
        String name = endpoints.get(term.endpoint()).name();
        LOG.debug("canaries go to {} on timeline {}", name, term.timeline());
        config.listener().onWriter(name, topology.epoch(term.endpoint()), term.timeline());
    }

    private void ledgerFailed(String message) {
        if (config.listener() == CanaryListener.NONE) {
            LOG.error("{}", message); // else whoever listens tells it
        }
        config.listener().onLedgerFailure(message);
    }

    private void error(String message) {
        if (!message.equals(lastError)) {
            LOG.debug("{}", message);
        }
        lastError = message;
    }
}
