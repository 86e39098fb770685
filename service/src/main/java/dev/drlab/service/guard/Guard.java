package dev.drlab.service.guard;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.Drain;
import dev.drlab.service.guard.Observations.Source;
import dev.drlab.service.guard.Observations.StartedRead;
import dev.drlab.service.request.RequestDeadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, again and again, whether this region may write. Three threads read the own record, the peer's record and
 * the database, each at its own pace, so that none waits for another; a fourth only ticks, so that a pause of the
 * process is noticed. {@link Observations} holds what they saw and the rules.
 *
 * <p>An active guard confirms in its own record that the region is alive. It also ends what a lost switchover left
 * behind: a drain past its deadline, and a writer role that stayed closed after its drain was lifted.
 */
public final class Guard implements WriteAuthority, AutoCloseable {
    /** How long a request waits for fresh reads: one timed-out read in hand and a fresh one. */
    static final Duration LONGEST_READ_WAIT = Duration.ofSeconds(2);

    private static final int MOST_WAITING = 32;
    private static final int MOST_HELD = 128;
    /** The database is polled this many times as often while it alone keeps the region from writing. */
    private static final int DATABASE_POLL_FACTOR = 5;

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private final String region;
    private final GuardTiming timing;
    private final Clocks clocks;
    private final RecordTable ownTable;
    private final RecordTable peerTable;
    private final LocalDatabase database;
    private final GuardListener listener;
    private final Observations observations;
    private final Loop ownLoop;
    private final Loop peerLoop;
    private final Loop databaseLoop;
    private final Loop tickLoop;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Semaphore held = new Semaphore(MOST_HELD);
    private final Object announcing = new Object();
    private volatile Verdict announced;

    /** So that an outage is logged when it starts and when it ends, and not at every poll. */
    private final Set<Source> failing = ConcurrentHashMap.newKeySet();

    /** Only the database loop uses it. */
    private boolean writerRefused;

    /** Only the own loop uses these two. */
    private boolean confirmTried;

    private long confirmTriedAt;

    /** Looks at nothing yet. */
    public Guard(
            String region,
            GuardTiming timing,
            Clocks clocks,
            RecordTable ownTable,
            RecordTable peerTable,
            LocalDatabase database,
            GuardListener listener) {
        this.region = region;
        this.timing = timing;
        this.clocks = clocks;
        this.ownTable = ownTable;
        this.peerTable = peerTable;
        this.database = database;
        this.listener = listener;
        this.observations = new Observations(region, timing);
        long poll = timing.pollMillis();
        this.ownLoop = new Loop("guard-own-record", poll, this::readOwnRecord);
        this.peerLoop = new Loop("guard-peer-record", poll, this::readPeerRecord);
        this.databaseLoop = new Loop("guard-database", this::databasePauseMillis, this::readDatabase);
        this.tickLoop = new Loop("guard-tick", Math.max(1, poll / 2), this::tick);
        tick();
    }

    /** Starts looking. */
    public void start() {
        tickLoop.start();
        ownLoop.start();
        peerLoop.start();
        databaseLoop.start();
    }

    @Override
    public Verdict verdict() {
        return observations.verdict(clocks.now());
    }

    @Override
    public Verdict confirm() {
        tick();
        Verdict known = verdict();
        // More threads than these need not wait for the same reads.
        if (known.state() != WriteState.NOT_READ || !waiting.tryAcquire()) {
            return known;
        }
        try {
            readAgain();
        } finally {
            waiting.release();
        }
        return verdict();
    }

    @Override
    public Verdict settled(RequestDeadline timeLimit) {
        Verdict verdict = confirm();
        if (!verdict.state().passing() || !held.tryAcquire()) {
            return verdict;
        }
        try {
            awaitEndOfPassing(timeLimit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.release();
        }
        return confirm();
    }

    private void awaitEndOfPassing(RequestDeadline timeLimit) throws InterruptedException {
        announce();
        synchronized (announcing) {
            while (announced.state().passing() && !timeLimit.over()) {
                TimeUnit.NANOSECONDS.timedWait(announcing, timeLimit.leftNanos());
            }
        }
    }

    private void readAgain() {
        ownLoop.kick();
        peerLoop.kick();
        databaseLoop.kick();
        try {
            observations.awaitReads(clocks, clocks.now() + LONGEST_READ_WAIT.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the verdict on what is known is still right to give
        }
    }

    @Override
    public OptionalDouble replicaLagSeconds() {
        tick();
        return observations.replicaLagSeconds();
    }

    @Override
    public Optional<DatabaseStatus> database() {
        return observations.database();
    }

    @Override
    public void databaseFailed() {
        observations.writerLost();
        announce();
        databaseLoop.kick();
    }

    private void tick() {
        if (observations.tick(clocks.now(), clocks.wall().instant()) && announced != null) {
            log.warn("the process was paused; looking at everything anew");
        }
    }

    /** One read of the own record, and what follows from it: confirm, end an expired drain. */
    void readOwnRecord() {
        StartedRead read = startRead();
        Optional<AuthorityRecord> seen;
        try {
            seen = ownTable.read();
        } catch (RuntimeException e) {
            readFailed(Source.OWN_RECORD, read, e);
            return;
        }
        observations.ownRecord(read, seen, clocks.wall().instant());
        readSucceeded(Source.OWN_RECORD);
        try {
            confirmActive();
            seen.ifPresent(this::endExpiredDrain);
        } catch (RuntimeException e) { // the next read tries again
            listener.readFailed(Source.OWN_RECORD);
            log.warn("cannot write this region's record: {}", e.toString());
        }
    }

    /** One read of the peer's record. */
    void readPeerRecord() {
        StartedRead read = startRead();
        try {
            observations.peerRecord(read, peerTable.read());
        } catch (RuntimeException e) {
            readFailed(Source.PEER_RECORD, read, e);
            return;
        }
        readSucceeded(Source.PEER_RECORD);
    }

    /** One read of the database, and what follows from it: the writer role reopened, pools opened or closed. */
    void readDatabase() {
        StartedRead read = startRead();
        try {
            DatabaseStatus status = database.status();
            database.openReader();
            if (reopenLiftedWriter(status)) {
                status = database.status();
            }
            if (!observations.writerDue(status, clocks.now())) {
                database.closeWriter();
                observations.database(read, status);
            } else {
                observations.database(read, status, askAsWriter());
            }
        } catch (SQLException e) {
            readFailed(Source.DATABASE, read, e);
            database.closeWriter();
            database.closeReader();
            return;
        }
        readSucceeded(Source.DATABASE);
    }

    /** Between the hand-over of authority and the opened database, clients wait for nothing but this read. */
    private long databasePauseMillis() {
        boolean onlyDatabaseMissing =
                observations.recordsAllow(clocks.now()) && !verdict().active();
        return onlyDatabaseMissing ? Math.max(1, timing.pollMillis() / DATABASE_POLL_FACTOR) : timing.pollMillis();
    }

    private StartedRead startRead() {
        tick();
        return observations.startRead(clocks.now(), clocks.wall().instant());
    }

    private void readFailed(Source source, StartedRead read, Exception cause) {
        observations.failed(source, read);
        listener.readFailed(source);
        if (failing.add(source)) {
            log.warn("cannot look at {}: {}", source.label(), cause.toString());
        }
        announce();
    }

    private void readSucceeded(Source source) {
        if (failing.remove(source)) {
            log.info("{} can be looked at again", source.label());
        }
        announce();
        if (source != Source.DATABASE && observations.writerMissing(clocks.now())) {
            databaseLoop.kick();
        }
    }

    private Optional<WriterStatus> askAsWriter() {
        try {
            if (!writerRefused) {
                database.openWriter(); // it logs in while this read does: clients wait for both
            }
            WriterStatus writer = database.writerStatus();
            writerRefused = false;
            database.openWriter();
            return Optional.of(writer);
        } catch (SQLException e) {
            writerRefused = true;
            listener.readFailed(Source.DATABASE);
            log.debug("the writer role is refused: {}", e.toString());
            database.closeWriter();
            return Optional.empty();
        }
    }

    private void confirmActive() {
        Verdict verdict = verdict();
        long now = clocks.now();
        long confirmNanos = Duration.ofMillis(timing.confirmMillis()).toNanos();
        if (verdict.active() && (!confirmTried || now - confirmTriedAt >= confirmNanos)) {
            confirmTried = true;
            confirmTriedAt = now;
            ownTable.confirm(verdict.epoch(), region, clocks.wall().instant());
        }
    }

    /** Removes a drain whose switchover never ended; the next read of the database reopens the writer role. */
    private void endExpiredDrain(AuthorityRecord record) {
        Optional<Drain> expired =
                record.drain().filter(d -> d.expiredAt(clocks.wall().instant()));
        if (expired.isEmpty() || !observations.standsFor(record)) {
            return;
        }
        String token = expired.get().token();
        if (ownTable.undrain(record.epoch(), token)) {
            log.warn(
                    "drain {} of epoch {} is past its deadline {}; lifted it",
                    token,
                    record.epoch(),
                    expired.get().deadline());
            ownLoop.kick();
            databaseLoop.kick();
        }
    }

    /**
     * Reopens a writer role that a lifted drain left closed: by this guard, or by anybody who crashed between removing
     * the drain from the record and reopening the role.
     *
     * <p>Free of races by its order: a drain is written to the record first and to the database second. So a token that
     * was in the database <em>before</em> a strongly consistent read of the record, and is not in that record, has been
     * removed from it; and while the record still has this region's epoch it was not removed by a hand-over. The
     * function reopens only for that token, so a newer drain stays closed.
     */
    private boolean reopenLiftedWriter(DatabaseStatus status) throws SQLException {
        if (status.inRecovery() || status.drainToken().isEmpty()) {
            return false;
        }
        Optional<AuthorityRecord> record;
        try {
            record = ownTable.read();
        } catch (RuntimeException e) {
            listener.readFailed(Source.OWN_RECORD);
            return false; // unknown is not lifted; the next read tries again
        }
        boolean lifted = record.filter(observations::standsFor)
                .filter(r -> r.drain().isEmpty() && r.epoch() == status.epoch())
                .isPresent();
        if (!lifted) {
            return false;
        }
        String token = status.drainToken().get();
        boolean reopened = database.liftDrain(token);
        if (reopened) {
            log.warn("reopened the writer role, which the lifted drain {} had left closed", token);
        }
        return reopened;
    }

    /** Tells of a changed verdict, once; and has the database read when that may open or must close the writer. */
    private void announce() {
        synchronized (announcing) { // in order: the last one told is the last one reached
            Verdict now = verdict();
            if (now.equals(announced)) {
                return;
            }
            announced = now;
            announcing.notifyAll();
            log.info(
                    "{}: {} (epoch {}, held by '{}')",
                    now.state().label(),
                    now.state().explanation(),
                    now.epoch(),
                    now.holder());
            listener.verdictChanged(now);
        }
        databaseLoop.kick();
    }

    @Override
    public void close() {
        tickLoop.close();
        ownLoop.close();
        peerLoop.close();
        databaseLoop.close();
    }
}
