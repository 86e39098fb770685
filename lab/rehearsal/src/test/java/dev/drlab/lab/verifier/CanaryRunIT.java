package dev.drlab.lab.verifier;

import static dev.drlab.lab.verifier.CanaryPair.account;
import static dev.drlab.lab.verifier.CanaryPair.awaitMore;
import static dev.drlab.lab.verifier.CanaryPair.awaitReplicated;
import static dev.drlab.lab.verifier.CanaryPair.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.RunningHome;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryListener;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.verifier.measure.CanarySample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The verifier over everything that can happen to the two databases. */
@Tag("alone")
class CanaryRunIT {
    private static final Duration CATCH_UP = Duration.ofSeconds(20);
    private static final Duration PROMOTION = Duration.ofSeconds(30);

    @ExtendWith(RunningHome.class)
    private LabHome home;

    private CanaryPair pair;

    @BeforeEach
    void start() throws Exception {
        pair = new CanaryPair(home, home.directory());
    }

    @Test
    void restartsOfEitherDatabaseLoseNothing() throws Exception {
        try (CanaryRun run = CanaryRun.start(pair.config(200))) {
            awaitMore(run, 100);
            pair.two().kill();
            awaitMore(run, 100);
            assertThat(run.snapshot().exposureSeconds())
                    .as("no replica has them")
                    .isPositive();
            pair.two().start();
            awaitReplicated(run);

            pair.one().kill();
            await().until(() -> run.snapshot().failed() > 0);
            TimeUnit.MILLISECONDS.sleep(500); // an outage that is longer than what a run makes up for
            pair.one().start();
            awaitMore(run, 100);
            CanaryResult result = run.stop(CATCH_UP);

            assertThat(result.end().outstanding()).isZero();
            assertThat(result.end().lost()).isZero();
            assertThat(result.end().replicated()).isEqualTo(result.end().acked());
            assertThat(result.end().skipped().total()).isPositive();
            for (PostgresServer server : List.of(pair.one(), pair.two())) {
                LossAccount account = account(run.ledger(), server);
                assertThat(account.acked()).isEqualTo(result.end().acked());
                assertThat(account.lost()).isZero();
                assertThat(account.holes()).isZero();
                assertThat(account.foreignRows()).isZero();
                assertThat(account.ledgerClosed()).isTrue();
                assertThat(rows(server)).hasSize((int) (account.acked() + account.unackedSurvivors()));
            }
        }
    }

    @Test
    void aPromotionsLossEqualsAnIndependentCount() throws Exception {
        List<String> writers = new CopyOnWriteArrayList<>();
        CanaryListener listener = new CanaryListener() {
            @Override
            public void onWriter(String name, long epoch, int timeline) {
                writers.add(name + " on timeline " + timeline);
            }
        };
        try (CanaryRun run = CanaryRun.start(pair.config(400).withListener(listener, Duration.ofMillis(100)))) {
            awaitMore(run, 200);
            pair.cutReplication();
            awaitMore(run, 300);
            pair.one().kill();
            await().until(() -> run.snapshot().failed() > 0);
            long ackedOnOne = run.snapshot().acked();
            pair.two().promote(PROMOTION);
            CanaryPair.open(pair.two(), 2);
            awaitMore(run, 200);
            assertThat(run.snapshot().writer()).contains("two");
            await().until(() -> run.snapshot().lost() > 0);

            pair.one().start();
            Set<Long> onOne = rows(pair.one());
            awaitMore(run, 200);
            assertThat(rows(pair.one())).as("the old primary is not written to").isEqualTo(onOne);
            CanaryResult result = run.stop(Duration.ZERO);

            LossAccount account = account(run.ledger(), pair.two());
            Set<Long> onTwo = rows(pair.two());
            Set<Long> lost = numbers(account.lostRanges());
            Set<Long> onlyOnOne = new TreeSet<>(onOne);
            onlyOnOne.removeAll(onTwo);
            Set<Long> neverAcked = new TreeSet<>(onlyOnOne);
            neverAcked.removeAll(lost);
            System.out.printf(
                    "promotion: %d acknowledged, %d lost over %.3f s, %d rows only on the old primary%n",
                    account.acked(), account.lost(), account.lostSeconds(), onlyOnOne.size());
            assertThat(account.lost()).isGreaterThanOrEqualTo(300).isEqualTo(lost.size());
            assertThat(onlyOnOne).containsAll(lost);
            assertThat(neverAcked.size()).isLessThanOrEqualTo((int) result.end().failed());
            assertThat(onTwo).hasSize((int) (account.acked() - account.lost() + account.unackedSurvivors()));
            assertThat(account.acked()).isGreaterThanOrEqualTo(ackedOnOne + 400);
            assertThat(account.lostSeconds()).isBetween(0.5, 30.0);
            assertThat(account.holes()).isZero();
            assertThat(account.foreignRows()).isZero();
            assertThat(result.end().lost()).isEqualTo(account.lost());
            assertThat(writers).containsExactly("one on timeline 1", "two on timeline 2");
            assertThat(result.samples())
                    .extracting(CanarySample::exposureSeconds)
                    .anyMatch(seconds -> seconds > 0.2);
        }
    }

    @Test
    @Tag("deep")
    void aPausedPrimaryHoldsNobodyUpOnceTheOtherIsPromoted() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (DebugLog listening = DebugLog.of(CanaryRun.class, heard::add);
                CanaryRun run = CanaryRun.start(pair.config(100))) {
            awaitMore(run, 50);
            awaitReplicated(run);
            pair.one().pause();
            pair.two().promote(PROMOTION);
            CanaryPair.open(pair.two(), 2);
            awaitMore(run, 1);
            await().atMost(CATCH_UP).until(() -> run.snapshot().failed() > 0); // what was on its way to the other
            List<String> since =
                    List.copyOf(heard).subList(heard.indexOf("canaries go to two on timeline 2"), heard.size());
            assertThat(since)
                    .as("a canary that waits for the paused server is cut off, and not left to its time-out")
                    .noneMatch(line -> line.startsWith("canary ") && line.contains("does not answer in time"));
            pair.one().resume();
            awaitMore(run, 50);
            run.stop(Duration.ZERO);
            LossAccount account = account(run.ledger(), pair.two());
            assertThat(account.holes()).isZero();
            assertThat(account.foreignRows()).isZero();
            Set<Long> missing = rows(pair.one());
            missing.removeAll(rows(pair.two()));
            assertThat(missing).containsAll(numbers(account.lostRanges()));
        }
    }

    @Test
    @Tag("deep")
    void aDrainStopsCanariesAndReopeningResumesThem() throws Exception {
        try (CanaryRun run = CanaryRun.start(pair.config(200))) {
            awaitMore(run, 100);
            CanaryPair.close(pair.one());
            Set<Long> drained = rows(pair.one());
            await().until(() -> run.snapshot().lastError().orElse("").contains("not permitted to log in"));
            assertThat(rows(pair.one())).isEqualTo(drained);
            Servers.execute(pair.one(), "ALTER ROLE drlab_writer LOGIN");
            long startNanos = System.nanoTime();
            awaitMore(run, 1);
            System.out.printf("canaries again %d ms after reopening%n", (System.nanoTime() - startNanos) / 1_000_000);
            awaitMore(run, 100);
            CanaryResult result = run.stop(CATCH_UP);
            assertThat(result.end().outstanding()).isZero();
            assertThat(account(run.ledger(), pair.two()).lost()).isZero();
        }
    }

    @Test
    @Tag("deep")
    void aSwitchoverThereAndARebuildLoseNothingAndTheReaderFollows() throws Exception {
        try (CanaryRun run = CanaryRun.start(pair.config(200))) {
            awaitMore(run, 100);
            CanaryPair.close(pair.one());
            String lsn = Servers.query(pair.one(), "SELECT pg_current_wal_flush_lsn()");
            await().until(() -> Servers.query(pair.two(), "SELECT pg_last_wal_replay_lsn() >= '" + lsn + "'")
                    .equals("t"));
            pair.two().promote(PROMOTION);
            CanaryPair.open(pair.two(), 2);
            awaitMore(run, 50);
            assertThat(run.snapshot().writer()).contains("two");
            assertThat(run.snapshot().replica()).isEmpty();

            CanaryPair.rebuild(pair.one(), pair.two());
            await().atMost(CATCH_UP).until(() -> run.snapshot().replica().isPresent());
            awaitMore(run, 50);
            CanaryResult result = run.stop(CATCH_UP);

            assertThat(result.end().replica()).contains("one");
            assertThat(result.end().outstanding()).isZero();
            assertThat(result.end().lost()).isZero();
            for (PostgresServer server : List.of(pair.one(), pair.two())) {
                LossAccount account = account(run.ledger(), server);
                assertThat(account.lost()).isZero();
                assertThat(account.holes()).isZero();
                assertThat(account.foreignRows()).isZero();
            }
        }
    }

    @Test
    @Tag("deep")
    void retentionBoundsTheTableAndTheAccountSaysSo() throws Exception {
        try (CanaryRun run = CanaryRun.start(pair.config(500).withRetention(Duration.ofSeconds(1)))) {
            awaitMore(run, 2500);
            await().atMost(CATCH_UP).until(() -> rows(pair.one()).size() < 2000);
            CanaryResult result = run.stop(CATCH_UP);
            LossAccount account = account(run.ledger(), pair.two());
            assertThat(account.retainedThrough()).isPositive();
            assertThat(account.acked()).isEqualTo(result.end().acked());
            assertThat(account.accounted()).isPositive().isLessThan(account.acked());
            assertThat(account.lost()).isZero();
            assertThat(rows(pair.one())).allMatch(seq -> seq > 0).hasSizeLessThan(2500);
        }
    }

    @Test
    @Tag("deep")
    void aLossStaysInTheAccountAndItsSurroundingsInTheTable() throws Exception {
        try (CanaryRun run = CanaryRun.start(pair.config(200).withRetention(Duration.ofSeconds(1)))) {
            awaitMore(run, 100);
            awaitReplicated(run);
            pair.cutReplication();
            awaitMore(run, 300);
            pair.one().kill();
            pair.two().promote(PROMOTION);
            CanaryPair.open(pair.two(), 2);
            await().atMost(CATCH_UP).until(() -> run.snapshot().lost() > 0);
            LossAccount atOnce = account(run.ledger(), pair.two());
            Servers.execute(pair.two(), "ALTER SYSTEM RESET primary_conninfo"); // its copy is to stream
            CanaryPair.rebuild(pair.one(), pair.two());
            awaitReplicated(run);
            long lastLost =
                    atOnce.lostRanges().get(atOnce.lostRanges().size() - 1).to();
            await().atMost(CATCH_UP).until(() -> run.retainedThrough() > lastLost + 200);
            await().atMost(CATCH_UP).until(() -> !rows(pair.two()).contains(lastLost + 200));
            CanaryResult result = run.stop(CATCH_UP);

            LossAccount later = account(run.ledger(), pair.two());
            assertThat(later.retainedThrough()).isGreaterThan(lastLost);
            assertThat(later.lost()).isEqualTo(result.end().lost()).isGreaterThanOrEqualTo(300);
            assertThat(later.lostRanges()).isEqualTo(atOnce.lostRanges());
            assertThat(later.lostSeconds()).isEqualTo(atOnce.lostSeconds()).isPositive();
            assertThat(later.acked()).isEqualTo(result.end().acked());
            assertThat(later.holes()).isZero();
            assertThat(later.foreignRows()).isZero();
        }
    }

    @Test
    void rowsWaitForTheCopyOfTheLedgerThatKnowsOfTheirEnd(@TempDir Path copies) throws Exception {
        CanaryConfig config =
                pair.config(500).withRetention(Duration.ofSeconds(1)).withLedgerCopied();
        try (CanaryRun run = CanaryRun.start(config)) {
            awaitMore(run, 500);
            long known = run.retainedThrough();
            Ledger copy = copy(run.ledger(), copies);
            run.ledgerCopied(known);
            await().atMost(CATCH_UP).until(() -> run.retainedThrough() > known + 1000);
            assertThat(rows(pair.one())).as("after several sweeps").contains(known + 1);
            LossAccount account = account(copy, pair.one());
            assertThat(account.lost()).isZero();
            assertThat(account.holes()).isZero();
            assertThat(account.foreignRows()).as("the copy ends in the middle").isZero();

            run.ledgerCopied(run.retainedThrough());
            await().atMost(CATCH_UP).until(() -> !rows(pair.one()).contains(known + 1));
        }
    }

    private static Ledger copy(Ledger ledger, Path to) throws IOException {
        try (Stream<Path> segments = Files.list(ledger.directory())) {
            for (Path segment : segments.toList()) {
                Files.copy(segment, to.resolve(segment.getFileName()));
            }
        }
        return Ledger.open(to);
    }

    @Test
    @Tag("deep")
    void retentionKeepsWhatTheReplicaDoesNotHave() throws Exception {
        try (CanaryRun run = CanaryRun.start(pair.config(200).withRetention(Duration.ofSeconds(1)))) {
            awaitMore(run, 100);
            pair.cutReplication();
            long before = run.snapshot().acked();
            awaitMore(run, 800); // four times the retention
            Set<Long> onOne = rows(pair.one());
            Set<Long> onTwo = rows(pair.two());
            onOne.removeAll(onTwo);
            assertThat(onOne.size())
                    .isGreaterThanOrEqualTo((int) (run.snapshot().acked() - before) * 3 / 4);
            run.stop(Duration.ZERO);
            LossAccount account = account(run.ledger(), pair.one());
            assertThat(account.lost()).isZero();
        }
    }

    @Test
    @Tag("deep")
    void whatHasNotArrivedByTheEndOfTheWaitIsExposedAtLeastUntilThen() throws Exception {
        Duration wait = Duration.ofSeconds(4);
        long beforeNanos = System.nanoTime();
        try (CanaryRun run = CanaryRun.start(pair.config(200))) {
            awaitMore(run, 100);
            pair.cutReplication();
            awaitMore(run, 100);
            CanaryResult result = run.stop(wait);
            double seconds = (System.nanoTime() - beforeNanos) / 1e9;
            assertThat(result.end().outstanding()).isPositive();
            assertThat(result.end().maxExposureSeconds())
                    .as("no canary is older than the run")
                    .isGreaterThan(wait.toSeconds())
                    .isLessThan(seconds);
            assertThat(result.end().exposureSeconds())
                    .as("at the last canary, without the wait")
                    .isLessThan(seconds(result.startedAt(), result.endedAt()));
            assertThat(result.samples().get(result.samples().size() - 1).at()).isBefore(result.endedAt());
        }
    }

    @Test
    void aLedgerIsAccountedForWhileItsRunGoesOn() throws Exception {
        try (CanaryRun run = CanaryRun.start(pair.config(500))) {
            for (int i = 0; i < 5; i++) {
                awaitMore(run, 100);
                LossAccount account = account(Ledger.open(run.ledger().directory()), pair.one());
                assertThat(account.lost()).isZero();
                assertThat(account.holes()).isZero();
                assertThat(account.foreignRows()).isZero();
                assertThat(account.ledgerClosed()).isFalse();
            }
        }
    }

    @Test
    @Tag("deep")
    void sustainsTwoThousandCommitsPerSecond() throws Exception {
        try (CanaryRun run = CanaryRun.start(pair.config(3000))) {
            awaitMore(run, 3000); // compiled by then
            long ackedBefore = run.snapshot().acked();
            long startNanos = System.nanoTime();
            awaitMore(run, 10_000);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            double perSecond = (run.snapshot().acked() - ackedBefore) / seconds;
            CanaryResult result = run.stop(CATCH_UP);
            System.out.printf(
                    "throughput: %.0f canaries/s acknowledged, lag p50 %.2f p99 %.2f ms, resolution p95 %.2f ms%n",
                    perSecond,
                    result.end().lagMillis().p50(),
                    result.end().lagMillis().p99(),
                    result.resolutionMillis());
            assertThat(perSecond).as("a third of the goal, on a busy machine").isGreaterThan(667);
            assertThat(account(run.ledger(), pair.two()).lost()).isZero();
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static Set<Long> numbers(List<SeqRange> ranges) {
        return ranges.stream()
                .flatMap(range ->
                        LongStream.rangeClosed(range.from(), range.to()).boxed())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
