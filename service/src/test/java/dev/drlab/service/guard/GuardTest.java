package dev.drlab.service.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.Drain;
import dev.drlab.service.FakeDatabase;
import dev.drlab.service.FakeTable;
import dev.drlab.service.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard's rules, read by read, without threads: the test sets who reads when, and the time. */
class GuardTest {
    private static final String HERE = "here";
    private static final String THERE = "there";
    private static final GuardTiming TIMING = new GuardTiming(100, 15_000, 10_000, 60_000);

    private final ManualClock clock = new ManualClock();
    private final FakeTable own = new FakeTable().holding(AuthorityRecord.of(3, HERE, clock.wall()));
    private final FakeTable peer = new FakeTable().holding(AuthorityRecord.of(2, THERE, clock.wall()));
    private final FakeDatabase database = new FakeDatabase(3);
    private final List<WriteState> told = new ArrayList<>();
    private Guard guard = newGuard();

    private Guard newGuard() {
        return new Guard(HERE, TIMING, clock.clocks(), own, peer, database, new GuardListener() {
            @Override
            public void verdictChanged(Verdict verdict) {
                told.add(verdict.state());
            }

            @Override
            public void readFailed(Observations.Source source) {}
        });
    }

    private WriteState readAll() {
        guard.readOwnRecord();
        guard.readPeerRecord();
        guard.readDatabase();
        return guard.verdict().state();
    }

    /** Time passes as in a process that runs: it ticks on. */
    private void pass(Duration time) {
        Duration step = Duration.ofMillis(TIMING.pollMillis());
        for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
            clock.advance(step);
            guard.replicaLagSeconds();
        }
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                condition(WriteState.ACTIVE, t -> {}),
                condition(WriteState.NO_AUTHORITY, t -> {
                    t.own.holding(null);
                    t.peer.holding(null);
                }),
                condition(WriteState.OTHER_REGION, t -> t.peer.holding(AuthorityRecord.of(4, THERE, t.clock.wall()))),
                condition(WriteState.OTHER_REGION, t -> t.own.holding(AuthorityRecord.of(4, THERE, t.clock.wall()))),
                condition(WriteState.DISPUTED, t -> t.peer.holding(AuthorityRecord.of(3, THERE, t.clock.wall()))),
                condition(WriteState.LEASE_EXPIRED, t -> t.own.unreachable(true).holding(t.own.record())),
                condition(WriteState.PEER_NOT_SEEN, t -> {
                    t.own.holding(AuthorityRecord.of(3, HERE, t.clock.wall().minusSeconds(61)));
                    t.peer.unreachable(true);
                }),
                condition(
                        WriteState.DRAINED,
                        t -> t.own.draining(new Drain("t", t.clock.wall().plusSeconds(30)))),
                condition(WriteState.DATABASE_DOWN, t -> t.database.up(false)),
                condition(WriteState.DATABASE_IN_RECOVERY, t -> t.database.replica(true, true)),
                condition(WriteState.DATABASE_EPOCH_AHEAD, t -> t.database.epoch(4)),
                condition(WriteState.DATABASE_EPOCH_BEHIND, t -> t.database.epoch(2)),
                condition(WriteState.WRITER_CLOSED, t -> t.database.writerOpen(false)),
                condition(WriteState.WRITER_CLOSED, t -> t.database.readOnly(true)));
    }

    private static Arguments condition(WriteState expected, Consumer<GuardTest> change) {
        return Arguments.of(expected, change);
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("conditions")
    void everyConditionIsNeeded(WriteState expected, Consumer<GuardTest> change) {
        change.accept(this);
        if (expected == WriteState.LEASE_EXPIRED) { // it must have been known once, or there is no authority at all
            peer.holding(AuthorityRecord.of(3, HERE, clock.wall()));
        }
        assertThat(readAll()).isEqualTo(expected);
        assertThat(guard.verdict().active()).isEqualTo(expected == WriteState.ACTIVE);
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("conditions")
    void everyConditionIsNoticedInAnActiveRegion(WriteState expected, Consumer<GuardTest> change) {
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        change.accept(this);
        WriteState after = readAll();
        switch (expected) {
            // known from before: the records name this region, the lease still runs, the cold start is over
            case NO_AUTHORITY, LEASE_EXPIRED, PEER_NOT_SEEN -> assertThat(after).isEqualTo(WriteState.ACTIVE);
            default -> assertThat(after).isEqualTo(expected);
        }
    }

    @Test
    void writerPoolIsOpenOnlyWhileTheRecordsAllowIt() {
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        assertThat(database.writerPoolOpen()).isTrue();
        own.draining(new Drain("t", clock.wall().plusSeconds(30)));
        assertThat(readAll()).isEqualTo(WriteState.DRAINED);
        assertThat(database.writerPoolOpen()).isFalse();
    }

    @Test
    void activeWithinOneRoundOfReadingsAfterOpen() {
        own.holding(AuthorityRecord.of(2, THERE, clock.wall()));
        database.replica(true, true).epoch(2);
        assertThat(readAll()).isEqualTo(WriteState.OTHER_REGION);
        own.holding(AuthorityRecord.of(3, HERE, clock.wall()));
        assertThat(readAll()).isEqualTo(WriteState.DATABASE_IN_RECOVERY);
        database.replica(false, false); // promoted, and born with an open writer role after an unplanned activate
        assertThat(readAll()).isEqualTo(WriteState.DATABASE_EPOCH_BEHIND);
        assertThat(database.writerPoolOpen()).isFalse();
        assertThat(database.writerLogins()).isZero();
        database.epoch(3);
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void poolIsNotOpenedAgainForARoleThatWasRefused() {
        database.writerOpen(false);
        assertThat(readAll()).isEqualTo(WriteState.WRITER_CLOSED);
        assertThat(database.writerPoolOpen()).isFalse();
        database.writerOpen(true);
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        assertThat(database.writerPoolOpen()).isTrue();
    }

    @Test
    void handOverWrittenOnlyToThePeersRecordCounts() {
        own.holding(AuthorityRecord.of(2, THERE, clock.wall()));
        peer.holding(AuthorityRecord.of(3, HERE, clock.wall()));
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void leaseRunsFromTheStartOfTheLastOwnRead() {
        own.afterRead(() -> clock.advance(Duration.ofMillis(150))); // a slow answer
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        own.unreachable(true);
        pass(Duration.ofMillis(14_800));
        assertThat(guard.verdict().state()).isEqualTo(WriteState.ACTIVE);
        clock.advance(Duration.ofMillis(50));
        assertThat(guard.verdict().state()).isEqualTo(WriteState.LEASE_EXPIRED);
        own.unreachable(false);
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void anAbsentOwnRecordStillRenewsTheLease() {
        own.holding(null);
        peer.holding(AuthorityRecord.of(3, HERE, clock.wall()));
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void neverGoesBackToALowerEpoch() {
        peer.holding(AuthorityRecord.of(4, THERE, clock.wall()));
        assertThat(readAll()).isEqualTo(WriteState.OTHER_REGION);
        peer.holding(AuthorityRecord.of(2, THERE, clock.wall()));
        assertThat(readAll()).isEqualTo(WriteState.OTHER_REGION);
        peer.unreachable(true);
        assertThat(readAll()).isEqualTo(WriteState.OTHER_REGION);
        assertThat(guard.verdict().epoch()).isEqualTo(4);
        assertThat(guard.verdict().holder()).isEqualTo(THERE);
    }

    /** The region took over, and its record was lost with its table: the old one is known by its database alone. */
    @Test
    void aWriterWithoutItsRecordTakesNoLowerEpochForTheActiveOne() {
        for (AuthorityRecord left : new AuthorityRecord[] {null, AuthorityRecord.of(2, THERE, clock.wall())}) {
            guard = newGuard();
            own.holding(left);
            peer.holding(AuthorityRecord.of(2, THERE, clock.wall()));
            guard.readOwnRecord();
            guard.readPeerRecord();
            assertThat(guard.verdict().state()).as("nothing is forwarded yet").isEqualTo(WriteState.NOT_READ);
            assertThat(readAll()).isEqualTo(WriteState.NO_AUTHORITY);
            assertThat(told).doesNotContain(WriteState.OTHER_REGION);
        }
        database.replica(true, true);
        assertThat(readAll()).as("a replica").isEqualTo(WriteState.OTHER_REGION);
        database.replica(false, false).epoch(2);
        assertThat(readAll()).as("a database that was superseded").isEqualTo(WriteState.OTHER_REGION);
        database.up(false);
        assertThat(readAll()).as("one that does not answer").isEqualTo(WriteState.OTHER_REGION);
        own.holding(AuthorityRecord.of(3, HERE, clock.wall()));
        database.up(true).epoch(3);
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
    }

    /** Its record is there, as far as the task can tell: one table that does not answer is no record that was lost. */
    @Test
    void aWriterThatCannotReadItsOwnTableDoesNotCallItsRecordLost() {
        own.unreachable(true);
        peer.holding(AuthorityRecord.of(2, THERE, clock.wall()));
        assertThat(readAll()).as("never read").isEqualTo(WriteState.LEASE_EXPIRED);
        own.unreachable(false).holding(null);
        assertThat(readAll()).as("read, and absent").isEqualTo(WriteState.NO_AUTHORITY);
        own.unreachable(true);
        pass(Duration.ofMillis(TIMING.leaseMillis()));
        assertThat(readAll()).as("read too long ago").isEqualTo(WriteState.LEASE_EXPIRED);
    }

    @Test
    void coldStartWaitsForTheFirstAttemptToSeeThePeer() {
        guard.readOwnRecord();
        guard.readDatabase();
        assertThat(guard.verdict().state()).isEqualTo(WriteState.NOT_READ);
        peer.unreachable(true);
        guard.readPeerRecord();
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE); // confirmed less than 60 s ago
    }

    @Test
    void coldStartOfAReturningRegionLosesToAReachablePeer() {
        peer.holding(AuthorityRecord.of(4, THERE, clock.wall()));
        guard.readOwnRecord();
        guard.readDatabase();
        assertThat(guard.verdict().active()).isFalse();
        guard.readPeerRecord();
        assertThat(readAll()).isEqualTo(WriteState.OTHER_REGION);
        assertThat(told).doesNotContain(WriteState.ACTIVE);
    }

    @Test
    void coldStartLongAfterTheLastConfirmationNeedsThePeer() {
        clock.advance(Duration.ofSeconds(61));
        guard = newGuard();
        peer.unreachable(true);
        assertThat(readAll()).isEqualTo(WriteState.PEER_NOT_SEEN);
        peer.unreachable(false).holding(null); // seen, and it knows of nothing
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        peer.unreachable(true); // once seen is enough
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void confirmationFromTheFutureIsNoProofOfLife() {
        own.holding(AuthorityRecord.of(3, HERE, clock.wall().plusSeconds(120)));
        peer.unreachable(true);
        assertThat(readAll()).isEqualTo(WriteState.PEER_NOT_SEEN);
    }

    @Test
    void activeRegionConfirmsEveryTenSeconds() {
        readAll();
        guard.readOwnRecord();
        assertThat(own.calls()).containsOnlyOnce("confirm 3");
        pass(Duration.ofMillis(9_900));
        guard.readOwnRecord();
        assertThat(own.calls()).containsOnlyOnce("confirm 3");
        pass(Duration.ofMillis(200));
        guard.readOwnRecord();
        assertThat(own.calls().stream().filter("confirm 3"::equals)).hasSize(2);
        assertThat(own.record().confirmedAt()).isEqualTo(clock.wall());
    }

    @Test
    void inactiveRegionDoesNotConfirm() {
        peer.holding(AuthorityRecord.of(4, THERE, clock.wall()));
        readAll();
        readAll();
        assertThat(own.calls()).containsOnly("read");
    }

    @Test
    void pauseOfTheProcessIsLikeAStart() {
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        clock.advance(Duration.ofMillis(1_001));
        guard.replicaLagSeconds(); // any thread may be the first to run again
        assertThat(guard.verdict().state()).isEqualTo(WriteState.NOT_READ);
        guard.readOwnRecord();
        guard.readDatabase();
        assertThat(guard.verdict().state())
                .as("the own record may not know of the failover; the peer's may")
                .isEqualTo(WriteState.NOT_READ);
        peer.holding(AuthorityRecord.of(4, THERE, clock.wall()));
        guard.readPeerRecord();
        assertThat(guard.verdict().state()).isEqualTo(WriteState.OTHER_REGION);
    }

    @Test
    void delayOfABusyMachineIsNoPause() {
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        clock.advance(Duration.ofMillis(999));
        guard.replicaLagSeconds();
        assertThat(guard.verdict().state()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void pauseThatTheMonotonicClockDoesNotCountIsNoticedOnTheWall() {
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        clock.advanceWallOnly(Duration.ofMinutes(5)); // a suspended virtual machine
        guard.replicaLagSeconds();
        assertThat(guard.verdict().state()).isEqualTo(WriteState.NOT_READ);
        peer.unreachable(true);
        assertThat(readAll()).as("its confirmation is old by now").isEqualTo(WriteState.PEER_NOT_SEEN);
    }

    @Test
    void readThatStartedBeforeThePauseDoesNotCount() {
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        peer.afterRead(() -> clock.advance(Duration.ofSeconds(20)));
        guard.readPeerRecord(); // stopped between the request and its answer
        peer.afterRead(() -> {});
        guard.readOwnRecord();
        guard.readDatabase();
        assertThat(guard.verdict().state()).isEqualTo(WriteState.NOT_READ);
        guard.readPeerRecord();
        assertThat(guard.verdict().state()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void failingWriteStopsTheWriterUntilAFreshReading() {
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        guard.databaseFailed();
        assertThat(guard.verdict().state()).isEqualTo(WriteState.NOT_READ);
        guard.readDatabase();
        assertThat(guard.verdict().state()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void expiredDrainIsLiftedOnceWithItsToken() {
        own.draining(new Drain("move-7", clock.wall().plusSeconds(5)));
        database.drained("move-7");
        assertThat(readAll()).isEqualTo(WriteState.DRAINED);
        pass(Duration.ofSeconds(5));
        assertThat(readAll()).isEqualTo(WriteState.DRAINED); // at the deadline, not past it
        assertThat(own.calls()).doesNotContain("undrain 3 move-7");
        pass(Duration.ofMillis(100));
        assertThat(readAll()).isNotEqualTo(WriteState.ACTIVE); // removed, to be seen by the next read
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        readAll();
        assertThat(own.calls()).containsOnlyOnce("undrain 3 move-7");
        assertThat(database.lifted()).containsExactly("move-7");
    }

    @Test
    void expiredDrainThatWasHandedOverIsNotLifted() {
        own.draining(new Drain("move-7", clock.wall().minusSeconds(1)));
        database.drained("move-7");
        own.afterRead(() -> own.holding(AuthorityRecord.of(4, THERE, clock.wall()))); // wins right after our read
        readAll();
        assertThat(readAll()).isEqualTo(WriteState.OTHER_REGION);
        assertThat(database.lifted()).isEmpty();
    }

    @Test
    void expiredDrainOfALowerEpochIsLeftAlone() {
        own.draining(new Drain("move-7", clock.wall().minusSeconds(1)));
        database.drained("move-7");
        peer.holding(AuthorityRecord.of(4, THERE, clock.wall()));
        guard.readPeerRecord();
        readAll();
        readAll();
        assertThat(own.calls()).doesNotContain("undrain 3 move-7");
        assertThat(database.lifted()).isEmpty();
    }

    @Test
    void writerLeftClosedByALiftedDrainIsReopened() {
        database.drained("move-7"); // the record has no drain: somebody crashed between the two steps
        assertThat(readAll()).isEqualTo(WriteState.ACTIVE);
        assertThat(database.lifted()).containsExactly("move-7");
    }

    @Test
    void writerIsNotReopenedForADrainThatArrivesBetweenTheTwoReads() {
        readAll();
        // the database row is read first: here there is none yet, and the whole drain happens right after
        database.afterStatus(() -> {
            own.draining(new Drain("move-8", clock.wall().plusSeconds(30)));
            database.drained("move-8");
        });
        guard.readDatabase();
        database.afterStatus(() -> {});
        assertThat(database.lifted()).isEmpty();
        guard.readDatabase(); // now the row is there, and so is the drain in the record
        assertThat(database.lifted()).isEmpty();
        assertThat(readAll()).isEqualTo(WriteState.DRAINED);
    }

    @Test
    void rowIsReadBeforeTheRecord() {
        readAll();
        database.drained("move-7");
        List<String> order = new ArrayList<>();
        database.afterStatus(() -> order.add("row"));
        own.afterRead(() -> order.add("record"));
        guard.readDatabase();
        assertThat(order).startsWith("row", "record");
        assertThat(database.lifted()).containsExactly("move-7");
    }

    static Stream<Arguments> reasonsNotToReopen() {
        return Stream.of(
                Arguments.of("replica", (Consumer<GuardTest>) t -> t.database.replica(true, true)),
                Arguments.of("record unreadable", (Consumer<GuardTest>) t -> t.own.unreachable(true)),
                Arguments.of("handed over", (Consumer<GuardTest>)
                        t -> t.own.holding(AuthorityRecord.of(4, THERE, t.clock.wall()))),
                Arguments.of("higher epoch seen at the peer", (Consumer<GuardTest>) t -> {
                    t.peer.holding(AuthorityRecord.of(4, THERE, t.clock.wall()));
                    t.guard.readPeerRecord();
                }),
                Arguments.of("promoted, not opened", (Consumer<GuardTest>) t -> t.database.epoch(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasonsNotToReopen")
    void writerStaysClosed(String reason, Consumer<GuardTest> change) {
        readAll();
        database.drained("move-7");
        change.accept(this);
        guard.readDatabase();
        assertThat(database.lifted()).as(reason).isEmpty();
    }

    static Stream<Arguments> replicaReads() {
        return Stream.of(
                Arguments.of(true, (Consumer<GuardTest>) t -> {}),
                Arguments.of(false, (Consumer<GuardTest>) t -> t.database.replica(true, false)),
                Arguments.of(false, (Consumer<GuardTest>) t -> t.database.replica(false, false)),
                Arguments.of(false, (Consumer<GuardTest>) t -> t.database.epoch(3)),
                Arguments.of(false, (Consumer<GuardTest>) t -> t.database.up(false)));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("replicaReads")
    void replicaServesOnlyWhileItFollowsTheActiveRegion(boolean serves, Consumer<GuardTest> change) {
        peer.holding(AuthorityRecord.of(4, THERE, clock.wall()));
        database.replica(true, true).epoch(4);
        change.accept(this);
        readAll();
        assertThat(guard.replicaLagSeconds().isPresent()).isEqualTo(serves);
    }
}
