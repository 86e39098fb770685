package dev.drlab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.Drain;
import dev.drlab.service.guard.Clocks;
import dev.drlab.service.guard.Guard;
import dev.drlab.service.guard.GuardTiming;
import dev.drlab.service.guard.RecordTable;
import dev.drlab.service.guard.Verdict;
import dev.drlab.service.guard.WriteState;
import dev.drlab.service.metrics.Metrics;
import dev.drlab.service.request.RequestDeadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guard with its threads running, on real time that the test may let jump. */
class GuardThreadsTest {
    private static final GuardTiming TIMING = new GuardTiming(100, 15_000, 10_000, 60_000);

    private final AtomicLong jumped = new AtomicLong();
    private final Clocks clocks = new Clocks(
            () -> System.nanoTime() + jumped.get(), () -> Instant.now().plusNanos(jumped.get()));
    private final FakeTable own = new FakeTable().holding(AuthorityRecord.of(3, "here", Instant.now()));
    private final FakeTable peer = new FakeTable();
    private final FakeDatabase database = new FakeDatabase(3);
    private final CountDownLatch hang = new CountDownLatch(1);
    private Guard guard;

    private Guard start(RecordTable peerTable) {
        guard = new Guard("here", TIMING, clocks, own, peerTable, database, new Metrics());
        guard.start();
        return guard;
    }

    @AfterEach
    void stop() {
        hang.countDown();
        guard.close();
    }

    @Test
    void becomesActiveAndNoticesALossByItself() {
        start(peer);
        await().atMost(Duration.ofSeconds(5)).until(() -> guard.verdict().active());
        own.holding(AuthorityRecord.of(4, "there", Instant.now()));
        await().atMost(Duration.ofSeconds(5)).until(() -> guard.verdict().state() == WriteState.OTHER_REGION);
        await().atMost(Duration.ofSeconds(5)).until(() -> !database.writerPoolOpen());
    }

    @Test
    void firstAnswerAfterAPauseComesFromFreshReadsOfBothRecords() {
        start(peer);
        await().atMost(Duration.ofSeconds(5)).until(() -> guard.verdict().active());
        peer.holding(AuthorityRecord.of(4, "there", Instant.now()));
        jumped.addAndGet(Duration.ofSeconds(8).toNanos()); // shorter than the lease
        assertThat(guard.confirm().state()).isEqualTo(WriteState.OTHER_REGION);
    }

    @Test
    void pauseWithoutAFailoverCostsNoAnswer() {
        start(peer);
        await().atMost(Duration.ofSeconds(5)).until(() -> guard.verdict().active());
        jumped.addAndGet(Duration.ofSeconds(8).toNanos());
        assertThat(guard.confirm().state()).isEqualTo(WriteState.ACTIVE);
    }

    @Test
    void requestInASwitchoverWaitsForItsEnd() throws Exception {
        start(peer);
        for (AuthorityRecord end :
                List.of(AuthorityRecord.of(3, "here", Instant.now()), AuthorityRecord.of(4, "there", Instant.now()))) {
            awaitDrained();
            CompletableFuture<Verdict> request =
                    CompletableFuture.supplyAsync(() -> guard.settled(RequestDeadline.full()));
            own.holding(end);
            assertThat(request.get(5, TimeUnit.SECONDS).state())
                    .isEqualTo(end.epoch() == 3 ? WriteState.ACTIVE : WriteState.OTHER_REGION);
        }
    }

    @Test
    void requestWaitsForASwitchoverNoLongerThanItsClientWould() {
        start(peer);
        awaitDrained();
        long started = System.nanoTime();
        assertThat(guard.settled(RequestDeadline.full()).state()).isEqualTo(WriteState.DRAINED);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(RequestDeadline.LONGEST);
    }

    private void awaitDrained() {
        Drain drain = new Drain("token", Instant.now().plusSeconds(60));
        own.holding(new AuthorityRecord(3, "here", Instant.now(), Optional.of(drain)));
        await().atMost(Duration.ofSeconds(5)).until(() -> guard.verdict().state() == WriteState.DRAINED);
    }

    @Test
    void peerThatHangsDelaysNoOwnRead() {
        RecordTable hanging = new RecordTable() {
            @Override
            public Optional<AuthorityRecord> read() {
                try {
                    boolean released = hang.await(60, TimeUnit.SECONDS);
                    throw new IllegalStateException("timed out, released: " + released);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public boolean confirm(long epoch, String region, Instant at) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean undrain(long epoch, String token) {
                throw new UnsupportedOperationException();
            }
        };
        start(hanging);
        await().atMost(Duration.ofSeconds(5)).until(() -> own.calls().size() >= 4);
        assertThat(guard.verdict().state()).as("the peer was never attempted").isEqualTo(WriteState.NOT_READ);
        hang.countDown();
        await().atMost(Duration.ofSeconds(5)).until(() -> guard.verdict().active());
    }
}
