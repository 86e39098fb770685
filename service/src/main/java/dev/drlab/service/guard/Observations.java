package dev.drlab.service.guard;

import dev.drlab.contract.authority.AuthorityRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that the guard has seen, and the rules that make a verdict of it. Does no I/O and starts no thread: the guard
 * tells it when a read started and what came of it.
 *
 * <p>A pause of the process (SIGSTOP, a frozen virtual machine, a very long garbage collection) is noticed as a gap
 * between two {@link #tick}s on either clock. From then on everything must be read anew, as after a start: authority
 * may have moved meanwhile.
 */
public final class Observations {
    /** The parts that are read. */
    public enum Source {
        OWN_RECORD("own-record"),
        PEER_RECORD("peer-record"),
        DATABASE("database");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        /** The name in logs and metrics. */
        public String label() {
            return label;
        }
    }

    /**
     * A read that has started.
     *
     * @param startNanos when, on the monotonic clock
     * @param wake how often the process had started or woken up by then: a read from before a pause proves nothing after
     */
    record StartedRead(long startNanos, long wake) {}

    /** A busy machine delays a thread by nearly as much; taking that for a pause would stop a healthy writer. */
    private static final long SHORTEST_PAUSE_MILLIS = 1_000;

    private final String region;
    private final long pauseNanos;
    private final long leaseNanos;
    private final Duration coldStart;

    /** The latest read of each source that has finished; absent when there was none. */
    private final EnumMap<Source, StartedRead> lastReads = new EnumMap<>(Source.class);

    private boolean ticked;
    private long tickNanos;
    private long tickWallMillis;
    private long wake;

    private AuthorityRecord highest;
    private boolean disputed;
    private AuthorityRecord own;
    /** The latest successful read of the own record. */
    private StartedRead ownRead;
    /** Since the start or the last wake-up: the cold start rule is met. */
    private boolean admitted;

    private DatabaseStatus database;
    private WriterStatus writer;
    /** The last read of the database asked it as the writer role, with or without success. */
    private boolean writerAsked;

    Observations(String region, GuardTiming timing) {
        this.region = region;
        this.pauseNanos = Duration.ofMillis(Math.max(2 * timing.pollMillis(), SHORTEST_PAUSE_MILLIS))
                .toNanos();
        this.leaseNanos = Duration.ofMillis(timing.leaseMillis()).toNanos();
        this.coldStart = Duration.ofMillis(timing.coldStartMillis());
    }

    /** Notes that the process is running; answers true when it had been paused (or has just started). */
    synchronized boolean tick(long nowNanos, Instant wall) {
        long wallMillis = wall.toEpochMilli();
        boolean paused =
                !ticked || nowNanos - tickNanos > pauseNanos || (wallMillis - tickWallMillis) * 1_000_000L > pauseNanos;
        if (paused) {
            wake++;
            admitted = false;
        }
        if (!ticked || nowNanos - tickNanos >= 0) { // threads may bring their times out of order
            tickNanos = nowNanos;
            tickWallMillis = wallMillis;
        }
        ticked = true;
        return paused;
    }

    /** Notes that a read starts now. */
    synchronized StartedRead startRead(long nowNanos, Instant wall) {
        tick(nowNanos, wall);
        return new StartedRead(nowNanos, wake);
    }

    /** A read of the own record has answered {@code seen}. */
    synchronized void ownRecord(StartedRead read, Optional<AuthorityRecord> seen, Instant wall) {
        ownRead = read;
        own = seen.orElse(null);
        seen.ifPresent(this::learn);
        boolean recentlyActive = seen.filter(r -> r.region().equals(region))
                .filter(r -> Duration.between(r.confirmedAt(), wall).abs().compareTo(coldStart) < 0)
                .isPresent();
        if (recentlyActive && read.wake() == wake) {
            admitted = true;
        }
        finished(Source.OWN_RECORD, read);
    }

    /** A read of the peer's record has answered {@code seen}. */
    synchronized void peerRecord(StartedRead read, Optional<AuthorityRecord> seen) {
        seen.ifPresent(this::learn);
        if (read.wake() == wake) {
            admitted = true;
        }
        finished(Source.PEER_RECORD, read);
    }

    /** A read of {@code source} has failed. */
    synchronized void failed(Source source, StartedRead read) {
        if (source == Source.DATABASE) {
            database = null;
            writer = null;
            writerAsked = false;
        }
        finished(source, read);
    }

    /** A read of the database, as its reader role only, has answered. */
    synchronized void database(StartedRead read, DatabaseStatus status) {
        database = status;
        writer = null;
        writerAsked = false;
        finished(Source.DATABASE, read);
    }

    /** A read of the database has answered; {@code writerStatus} is empty when the writer role was refused. */
    synchronized void database(StartedRead read, DatabaseStatus status, Optional<WriterStatus> writerStatus) {
        database = status;
        writer = writerStatus.orElse(null);
        writerAsked = true;
        finished(Source.DATABASE, read);
    }

    /** The writer role's sessions turned out to be dead; a new read decides. */
    synchronized void writerLost() {
        writer = null;
        writerAsked = false;
    }

    private void finished(Source source, StartedRead read) {
        lastReads.put(source, read);
        notifyAll();
    }

    private void learn(AuthorityRecord seen) {
        if (highest == null || seen.epoch() > highest.epoch()) {
            highest = seen;
            disputed = false;
        } else if (seen.epoch() == highest.epoch() && !seen.region().equals(highest.region())) {
            disputed = true; // cannot happen while each region keeps to its parity: then nobody writes
        }
    }

    /** True until every source has been read since the start or the last wake-up. */
    private boolean asleep() {
        for (Source source : Source.values()) {
            StartedRead read = lastReads.get(source);
            if (read == null || read.wake() != wake) {
                return true;
            }
        }
        return false;
    }

    /** Whether this region may write now. */
    synchronized Verdict verdict(long nowNanos) {
        WriteState withoutDatabase = recordState(nowNanos);
        return new Verdict(
                withoutDatabase == WriteState.ACTIVE ? databaseState() : withoutDatabase,
                highest == null ? 0 : highest.epoch(),
                highest == null ? "" : highest.region());
    }

    /**
     * True when the records leave authority here. Looser than a verdict, so that a short pause does not cost the open pool.
     */
    synchronized boolean recordsAllow(long nowNanos) {
        return highest != null
                && !disputed
                && highest.region().equals(region)
                && ownRead != null
                && nowNanos - ownRead.startNanos() < leaseNanos
                && !drained();
    }

    /**
     * True when a database in this state is worth asking as the writer role: it is activate that opens the role, together
     * with the record's epoch.
     */
    synchronized boolean writerDue(DatabaseStatus status, long nowNanos) {
        return recordsAllow(nowNanos) && !status.inRecovery() && status.epoch() == highest.epoch();
    }

    /** True when only the writer role's word is missing. */
    synchronized boolean writerMissing(long nowNanos) {
        return database != null && writerDue(database, nowNanos) && !writerAsked;
    }

    private boolean drained() {
        return own != null && own.drain().isPresent();
    }

    private WriteState recordState(long nowNanos) {
        if (highest != null && !disputed && !highest.region().equals(region)) {
            return peerState(nowNanos); // needs no fresh read: only a higher epoch could change it
        }
        if (asleep()) {
            return WriteState.NOT_READ;
        }
        if (highest == null) {
            return WriteState.NO_AUTHORITY;
        }
        if (disputed) {
            return WriteState.DISPUTED;
        }
        if (!ownRecordIsFresh(nowNanos)) {
            return WriteState.LEASE_EXPIRED;
        }
        if (!admitted) {
            return WriteState.PEER_NOT_SEEN;
        }
        return drained() ? WriteState.DRAINED : WriteState.ACTIVE;
    }

    private boolean ownRecordIsFresh(long nowNanos) {
        return ownRead != null && ownRead.wake() == wake && nowNanos - ownRead.startNanos() < leaseNanos;
    }

    /**
     * The records name the other region, unless the own database is a writer of an epoch above them all: a record is raised
     * before its database is opened, so the one of that epoch was lost, and with it who has authority; or it is there, and
     * this task cannot read it.
     */
    private WriteState peerState(long nowNanos) {
        if (!lastReads.containsKey(Source.DATABASE)) {
            return WriteState.NOT_READ; // what is forwarded meanwhile might go to a region that was superseded
        }
        if (database == null || database.inRecovery() || database.epoch() <= highest.epoch()) {
            return WriteState.OTHER_REGION;
        }
        return ownRecordIsFresh(nowNanos) ? WriteState.NO_AUTHORITY : WriteState.LEASE_EXPIRED;
    }

    private WriteState databaseState() {
        if (database == null) {
            return WriteState.DATABASE_DOWN;
        }
        if (database.inRecovery()) {
            return WriteState.DATABASE_IN_RECOVERY;
        }
        long databaseEpoch = writer == null ? database.epoch() : writer.epoch();
        if (databaseEpoch > highest.epoch()) {
            return WriteState.DATABASE_EPOCH_AHEAD;
        }
        if (databaseEpoch < highest.epoch()) {
            return WriteState.DATABASE_EPOCH_BEHIND;
        }
        if (!writerAsked) {
            return WriteState.NOT_READ;
        }
        return writer == null || writer.readOnly() ? WriteState.WRITER_CLOSED : WriteState.ACTIVE;
    }

    /**
     * The lag of the local replica in seconds, when it may answer reads: it streams, and it carries the epoch that the
     * highest record gives to the peer, which is to say that it follows the active region.
     */
    synchronized OptionalDouble replicaLagSeconds() {
        boolean follows = !asleep()
                && highest != null
                && !disputed
                && !highest.region().equals(region)
                && database != null
                && database.inRecovery()
                && database.streaming()
                && database.epoch() == highest.epoch();
        return follows ? database.lagSeconds() : OptionalDouble.empty();
    }

    /** The database at the last read, empty when it did not answer. */
    synchronized Optional<DatabaseStatus> database() {
        return Optional.ofNullable(database);
    }

    /** True when {@code record} is this region's and no higher epoch was ever seen. */
    synchronized boolean standsFor(AuthorityRecord record) {
        return !disputed && record.region().equals(region) && highest != null && record.epoch() == highest.epoch();
    }

    /** Waits until no read is missing or {@code deadlineNanos} on {@code clocks} has come. */
    synchronized void awaitReads(Clocks clocks, long deadlineNanos) throws InterruptedException {
        while (verdict(clocks.now()).state() == WriteState.NOT_READ) {
            long left = deadlineNanos - clocks.now();
            if (left <= 0) {
                return;
            }
            wait(left / 1_000_000L + 1);
        }
    }
}
