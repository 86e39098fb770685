package dev.drlab.verifier.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.verifier.database.EndpointState;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.LedgerRecord;
import dev.drlab.verifier.ledger.LedgerRecord.Kind;
import dev.drlab.verifier.ledger.LedgerWriter;
import dev.drlab.verifier.ledger.Retention;
import dev.drlab.verifier.ledger.RunClock;
import dev.drlab.verifier.ledger.SegmentStore;
import dev.drlab.verifier.ledger.SeqRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The account of runs made at random, of several writers, timelines, losses, retentions and ends, against one that is made
 * the plain way: from all records and rows in memory.
 */
class LossAccountModelTest {
    private static final EndpointState PROMOTED = new EndpointState(false, 3, 0);

    @TempDir
    private Path temporary;

    /** A run under way: which canaries wait for their end, and which have a row. */
    private static final class Run {
        private final Random random;
        private final LedgerWriter ledger;
        private final Set<Long> rows = new TreeSet<>();
        private final List<long[]> open = new ArrayList<>();
        private long now = 1_000_000;
        private int timeline = 1;
        private long last;

        Run(Random random, LedgerWriter ledger) {
            this.random = random;
            this.ledger = ledger;
        }

        void step() {
            now += random.nextInt(50);
            if (open.size() < 8 && random.nextBoolean()) {
                last = ledger.nextSeq();
                open.add(new long[] {last, now});
            } else if (!open.isEmpty()) {
                end(open.remove(random.nextInt(open.size())));
            }
            if (random.nextInt(400) == 0) {
                failOver();
            }
            if (random.nextInt(300) == 0 && last > 2) {
                retain();
            }
        }

        private void end(long[] canary) {
            boolean acked = random.nextInt(20) > 0;
            if (acked) {
                ledger.acked(canary[0], timeline, timeline, canary[1], now);
            } else {
                ledger.failed(canary[0], timeline, timeline, canary[1], now);
            }
            if (acked ? random.nextInt(500) > 0 : random.nextBoolean()) { // now and then a commit makes a hole
                rows.add(canary[0]);
            }
        }

        /** The last commits are lost, and those that wait fail. */
        private void failOver() {
            long lostFrom = last - random.nextInt(30);
            rows.removeIf(seq -> seq >= lostFrom);
            open.forEach(canary -> ledger.failed(canary[0], timeline, timeline, canary[1], now));
            open.clear();
            timeline++;
        }

        private void retain() {
            long through = Math.max(ledger.retention().through(), random.nextInt((int) last - 1));
            long from = 1 + random.nextInt((int) last);
            ledger.retain(through, random.nextBoolean() ? List.of() : List.of(new SeqRange(from, from + 20)));
            rows.removeIf(seq -> ledger.retention().covers(seq) && random.nextInt(4) > 0);
        }

        void flush() {
            ledger.retain(ledger.retention().through(), List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void isTheSameAsThatOfThePlainWay(int tenth) throws Exception {
        for (int seed = tenth * 10; seed < tenth * 10 + 10; seed++) {
            compare(new Random(seed), Files.createDirectory(temporary.resolve("run" + seed)), seed);
        }
    }

    private static void compare(Random random, Path directory, int seed) throws Exception {
        UUID runId = UUID.randomUUID();
        try (LedgerWriter writer =
                new LedgerWriter(directory, runId, new RunClock(), SegmentStore.files(), 1 << 20, 7, failure -> {})) {
            Run run = new Run(random, writer);
            steps(run, random.nextInt(random.nextBoolean() ? 100 : 6000));
            if (random.nextBoolean()) {
                run.rows.add(run.last + 1);
                run.rows.add(run.last + 500); // above what is reserved
            }
            boolean goesOn = random.nextInt(3) == 0;
            run.flush();
            if (!goesOn && random.nextBoolean()) {
                writer.close();
            }
            if (!goesOn) {
                harm(random, directory);
            }
            List<LedgerRecord> atTheMark = records(directory);
            AtomicBoolean first = new AtomicBoolean(true);
            LossAccount account = new LossAccounting(Ledger.open(directory), PROMOTED).account((range, found) -> {
                if (goesOn && first.getAndSet(false)) {
                    steps(run, 300);
                    run.flush();
                }
                run.rows.stream()
                        .filter(seq -> range.from() <= seq && seq <= range.to())
                        .forEach(found::accept);
            });
            assertThat(account)
                    .as("seed %d", seed)
                    .isEqualTo(plain(runId, atTheMark, records(directory), run.rows, Ledger.open(directory)));
            assertThat(account.figures()).as("what a report can tell").isEqualTo(figures(account));
        }
    }

    private static CanaryAccount figures(LossAccount account) {
        return new CanaryAccount(
                account.acked(),
                account.lost(),
                account.lostSeconds(),
                account.unackedSurvivors(),
                account.holes(),
                account.lostWhole());
    }

    private static void steps(Run run, int steps) {
        for (int i = 0; i < steps; i++) {
            run.step();
        }
    }

    /** Leaves it whole, tears its end off, or damages it. */
    private static void harm(Random random, Path directory) throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(directory)) {
            segment = files.max(Comparator.naturalOrder()).orElseThrow();
        }
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            int headerBytes = 256;
            switch (random.nextInt(3)) {
                case 0 -> file.truncate(Math.max(headerBytes, file.size() - random.nextInt(40)));
                case 1 ->
                    file.write(
                            ByteBuffer.wrap(new byte[] {99}),
                            headerBytes + random.nextInt((int) file.size() - headerBytes));
                default -> {
                    // whole
                }
            }
        }
    }

    private static List<LedgerRecord> records(Path directory) throws IOException {
        List<LedgerRecord> records = new ArrayList<>();
        Ledger.open(directory).read(header -> {}, records::add);
        return records;
    }

    /** As the documentation of {@link LossAccount} says it, word for word and without regard to memory. */
    private static LossAccount plain(
            UUID runId, List<LedgerRecord> atTheMark, List<LedgerRecord> all, Set<Long> rows, Ledger ledger)
            throws IOException {
        Retention retention = retention(all);
        List<LedgerRecord> judged = atTheMark.stream()
                .filter(entry -> entry.isCanary() && !retention.covers(entry.seq()))
                .toList();
        List<LedgerRecord> acked =
                judged.stream().filter(entry -> entry.kind() == Kind.ACKED).toList();
        List<LedgerRecord> lost =
                acked.stream().filter(entry -> !rows.contains(entry.seq())).toList();
        List<SeqRange> ranges =
                ranges(lost.stream().map(LedgerRecord::seq).sorted().collect(Collectors.toCollection(ArrayList::new)));
        Set<Long> recorded = all.stream()
                .filter(LedgerRecord::isCanary)
                .map(LedgerRecord::seq)
                .collect(Collectors.toSet());
        List<Long> unknown = rows.stream()
                .filter(seq -> !recorded.contains(seq) && !retention.covers(seq))
                .toList();
        long reserved = reserved(all);
        Set<Integer> timelines =
                judged.stream().map(LedgerRecord::timeline).collect(Collectors.toCollection(TreeSet::new));
        return new LossAccount(
                runId,
                all.stream().filter(entry -> entry.kind() == Kind.ACKED).count(),
                acked.size(),
                lost.size(),
                ranges.subList(0, Math.min(1000, ranges.size())),
                ranges.size(),
                timelines.stream()
                        .mapToDouble(timeline -> lostSeconds(on(timeline, judged), rows))
                        .max()
                        .orElse(0),
                lost.stream()
                        .filter(entry -> on(entry.timeline(), judged).stream()
                                .anyMatch(
                                        other -> rows.contains(other.seq()) && other.startMicros() > entry.endMicros()))
                        .count(),
                judged.stream()
                                .filter(entry -> entry.kind() == Kind.FAILED && rows.contains(entry.seq()))
                                .count()
                        + unknown.stream().filter(seq -> seq <= reserved).count(),
                unknown.stream().filter(seq -> seq <= reserved).count(),
                unknown.stream().filter(seq -> seq > reserved).count(),
                retention.through(),
                last(acked).map(LossAccountModelTest::instant),
                last(acked.stream().filter(entry -> rows.contains(entry.seq())).toList())
                        .map(LossAccountModelTest::instant),
                timelines.stream().anyMatch(timeline -> {
                    List<LedgerRecord> own = on(timeline, acked);
                    return !own.isEmpty() && own.stream().noneMatch(entry -> rows.contains(entry.seq()));
                }),
                timelines.equals(Set.of(PROMOTED.timeline())),
                false,
                timelines.stream()
                        .map(timeline -> new LossAccount.Timeline(
                                timeline,
                                timeline == PROMOTED.timeline(),
                                last(on(timeline, acked)).map(LossAccountModelTest::instant)))
                        .toList(),
                ledger.condition());
    }

    private static Retention retention(List<LedgerRecord> all) {
        long through = 0;
        long from = 0;
        List<SeqRange> kept = new ArrayList<>();
        for (LedgerRecord entry : all) {
            through = entry.kind() == Kind.RETAINED ? Math.max(through, entry.seq()) : through;
            from = entry.kind() == Kind.KEPT_FROM ? entry.seq() : from;
            if (entry.kind() == Kind.KEPT_THROUGH) {
                kept.add(new SeqRange(from, entry.seq()));
                from = 0;
            }
        }
        return new Retention(through, kept);
    }

    private static long reserved(List<LedgerRecord> all) {
        return all.stream()
                .filter(entry -> entry.kind() == Kind.CLOSED)
                .map(LedgerRecord::seq)
                .reduce((first, second) -> second)
                .orElse(all.stream()
                        .filter(entry -> entry.kind() == Kind.RESERVED)
                        .mapToLong(LedgerRecord::seq)
                        .max()
                        .orElse(0));
    }

    private static List<LedgerRecord> on(int timeline, List<LedgerRecord> records) {
        return records.stream().filter(entry -> entry.timeline() == timeline).toList();
    }

    private static double lostSeconds(List<LedgerRecord> judged, Set<Long> rows) {
        List<LedgerRecord> acked =
                judged.stream().filter(entry -> entry.kind() == Kind.ACKED).toList();
        List<LedgerRecord> survived =
                acked.stream().filter(entry -> rows.contains(entry.seq())).toList();
        if (survived.size() == acked.size()) {
            return 0;
        }
        long from = last(survived)
                .orElseGet(() -> judged.stream()
                        .mapToLong(LedgerRecord::startMicros)
                        .min()
                        .orElseThrow());
        return Math.max(0, last(acked).orElseThrow() - from) / 1e6;
    }

    private static Optional<Long> last(List<LedgerRecord> records) {
        return records.stream().map(LedgerRecord::endMicros).max(Comparator.naturalOrder());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static List<SeqRange> ranges(List<Long> seqs) {
        List<SeqRange> ranges = new ArrayList<>();
        for (long seq : seqs) {
            SeqRange before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (before != null && before.to() + 1 == seq) {
                ranges.set(ranges.size() - 1, new SeqRange(before.from(), seq));
            } else {
                ranges.add(new SeqRange(seq, seq));
            }
        }
        return ranges;
    }
}
