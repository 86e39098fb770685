package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Synthetic outcomes, one after the other in milliseconds; the event is at 0. */
class SentLogTest {
    private static final long MILLI = 1_000_000;
    private static final String NEW = "us-west-2";
    private static final String OLD = "ap-southeast-2";

    private final List<Sent> all = new ArrayList<>();

    private enum Result {
        ACCEPTED,
        FAILED,
        NOT_SENT,
        PENDING
    }

    private record Sent(RequestKind kind, int at, Result result, String region) {}

    @Test
    void theServiceIsFullyBackWithTheFirstRequestBehindWhichEveryWholeSecondIsGood() {
        writes(0, 2000, false);
        writes(2000, 6000, true);
        reads(0, 500, false);
        reads(500, 6000, true);
        ServiceRecovery seen = recovery(2000, 6000);
        assertThat(millis(seen.readsNanos().orElseThrow())).isEqualTo(500);
        assertThat(millis(seen.writesNanos().orElseThrow())).isEqualTo(2000);
        assertThat(millis(seen.nanos().orElseThrow())).as("the later one").isEqualTo(2000);
        assertThat(seen.heldNanos()).isEqualTo(4000 * MILLI);
    }

    /** Four of five writes still fail for three seconds after the first accepted one, then one in five for four more. */
    @Test
    void theFirstAcceptedWriteIsNotTheEndOfABrownOut() {
        writes(0, 2500, false);
        for (int at = 2500; at < 5500; at += 10) {
            write(at, at / 10 % 5 == 0);
        }
        for (int at = 5500; at < 9500; at += 10) {
            write(at, at / 10 % 5 != 0);
        }
        reads(0, 12_000, true);
        assertThat(recovery(2500, 9500).nanos()).isEmpty();
        writes(9500, 12_000, true);
        assertThat(millis(recovery(2500, 12_000).nanos().orElseThrow()))
                .as("from there on one second has one failure of a hundred")
                .isBetween(9400L, 9510L);
    }

    @Test
    void readsThatStillFailKeepItFromBeingBack() {
        writes(0, 6000, true);
        reads(0, 5500, false);
        reads(5500, 6000, true);
        assertThat(recovery(0, 6000).writesNanos()).isPresent();
        assertThat(recovery(0, 6000).nanos()).isEmpty();
    }

    @Test
    void aRelapseMovesTheMomentBehindIt() {
        writes(0, 1000, false);
        writes(1000, 3000, true);
        writes(3000, 3100, false);
        writes(3100, 8000, true);
        reads(0, 8000, true);
        assertThat(millis(recovery(1000, 3000).nanos().orElseThrow())).isEqualTo(1000);
        assertThat(millis(recovery(1000, 8000).nanos().orElseThrow())).isBetween(3080L, 3100L);
    }

    @Test
    void aRelapseInTheLastSecondIsNoRecovery() {
        writes(0, 1000, false);
        writes(1000, 5000, true);
        writes(5000, 5300, false);
        reads(0, 5300, true);
        assertThat(recovery(1000, 5300).nanos()).isEmpty();
    }

    @Test
    void onePercentMayFailAndNotMore() {
        for (int at = 0; at < 5000; at += 10) {
            write(at, at % 1000 != 500);
        }
        reads(0, 5000, true);
        assertThat(millis(recovery(0, 5000).nanos().orElseThrow())).isZero();
        all.clear();
        for (int at = 0; at < 5000; at += 10) {
            write(at, at % 1000 != 500 && at % 1000 != 520);
        }
        reads(0, 5000, true);
        assertThat(recovery(0, 5000).nanos()).isEmpty();
    }

    @Test
    void aSecondThatIsNotOverIsNoWholeOne() {
        writes(0, 2000, false);
        writes(2000, 4000, true);
        reads(0, 4000, true);
        assertThat(recovery(2000, 2900).nanos()).as("0.9 s of success").isEmpty();
        assertThat(millis(recovery(2000, 3010).nanos().orElseThrow())).isEqualTo(2000);
    }

    @Test
    void whatIsSentAfterARequestWithoutAnOutcomeIsNotJudgedYet() {
        writes(0, 1000, false);
        writes(1000, 4000, true);
        reads(0, 4000, true);
        all.add(new Sent(RequestKind.WRITE, 1505, Result.PENDING, null));
        ServiceRecovery seen = recovery(1000, 4000);
        assertThat(seen.nanos()).isEmpty();
        assertThat(millis(seen.judgedUntilNanos())).isEqualTo(1505);
        all.set(all.size() - 1, new Sent(RequestKind.WRITE, 1505, Result.ACCEPTED, NEW));
        assertThat(millis(recovery(1000, 4000).nanos().orElseThrow())).isEqualTo(1000);
    }

    @Test
    void outcomesMayComeInAnyOrder() {
        SentLog log = new SentLog(100, 0);
        int first = log.sent(RequestKind.WRITE, 0);
        int second = log.sent(RequestKind.WRITE, MILLI);
        log.settle(second, true, NEW, 3 * MILLI);
        assertThat(log.recovery(NEW, 0, 0, 9 * MILLI).judgedUntilNanos()).isZero();
        log.settle(first, false, null, 5 * MILLI);
        assertThat(log.recovery(NEW, 0, 0, 9 * MILLI).judgedUntilNanos()).isEqualTo(9 * MILLI);
    }

    @Test
    void requestsThatCouldNotBeSentFailed() {
        reads(0, 5000, true);
        for (int at = 0; at < 5000; at += 10) {
            all.add(new Sent(RequestKind.WRITE, at, at % 20 == 0 ? Result.ACCEPTED : Result.NOT_SENT, NEW));
        }
        assertThat(recovery(0, 5000).nanos()).isEmpty();
        RequestCounts counts = log(100, 20).sentWithin(0, 5000 * MILLI);
        assertThat(counts).isEqualTo(new RequestCounts(500, 250, 100, 0, 250));
        assertThat(counts.requests()).isEqualTo(600);
        assertThat(counts.failed()).isEqualTo(250);
    }

    @Test
    void aWriteThatAnotherRegionAcceptedIsNotBack() {
        for (int at = 0; at < 7000; at += 10) {
            String region = at < 2000 || (at < 4000 && at % 50 == 0) ? OLD : NEW;
            all.add(new Sent(RequestKind.WRITE, at, Result.ACCEPTED, region));
        }
        reads(0, 7000, true);
        assertThat(recovery(2010, 4000).nanos()).isEmpty();
        assertThat(log(100, 20).sentWithin(0, 7000 * MILLI).failed())
                .as("to its client it succeeded")
                .isZero();
        assertThat(millis(recovery(2010, 7000).nanos().orElseThrow())).isBetween(3900L, 4000L);
    }

    @Test
    void aSecondWithoutAnyRequestProvesNothing() {
        writes(0, 1000, true);
        writes(2500, 6000, true);
        reads(0, 8000, true);
        assertThat(millis(recovery(0, 6000).nanos().orElseThrow()))
                .as("the client sent nothing for 1.5 s")
                .isEqualTo(2500);
        assertThat(recovery(0, 8000).nanos())
                .as("nothing was sent in the last two seconds")
                .isEmpty();
    }

    @Test
    void requestsThatAreSeldomByIntentionAreJudgedByThoseThatCome() {
        for (int at = 0; at < 20_000; at += 1100) {
            write(at, at > 3000);
        }
        assertThat(log(1, 0.2).recovery(NEW, 0, 3300 * MILLI, 20_000 * MILLI).nanos())
                .as("no read yet")
                .isEmpty();
        all.add(new Sent(RequestKind.READ, 20_000, Result.ACCEPTED, null));
        assertThat(millis(log(1, 0.2)
                        .recovery(NEW, 0, 3300 * MILLI, 22_000 * MILLI)
                        .nanos()
                        .orElseThrow()))
                .isEqualTo(20_000);
    }

    @Test
    void aKindThatIsNotSentIsNotAskedFor() {
        writes(0, 1000, false);
        writes(1000, 3000, true);
        assertThat(millis(log(100, 0)
                        .recovery(NEW, 0, 1000 * MILLI, 3000 * MILLI)
                        .nanos()
                        .orElseThrow()))
                .isEqualTo(1000);
    }

    @Test
    void whereNothingFailedTheFirstAcceptedWriteOfTheNewRegionIsTheMoment() {
        for (int at = 0; at < 4000; at += 10) {
            all.add(new Sent(RequestKind.WRITE, at, Result.ACCEPTED, at < 500 ? OLD : NEW));
        }
        reads(0, 4000, true);
        assertThat(millis(recovery(505, 4000).nanos().orElseThrow())).isEqualTo(510);
    }

    @Test
    void whatWasSentBeforeTheEventIsLeftOut() {
        writes(-3000, 0, false);
        writes(0, 3000, true);
        reads(-3000, 3000, true);
        assertThat(millis(recovery(0, 3000).nanos().orElseThrow())).isZero();
    }

    @Test
    void secondsBelowTheMarkAfterwardsAreCountedOnce() {
        writes(0, 2000, true);
        writes(2000, 4500, false);
        writes(4500, 9000, true);
        reads(0, 9000, true);
        SentLog log = log(100, 20);
        assertThat(log.badSeconds(NEW, 0, 9000 * MILLI)).isBetween(3, 4);
        assertThat(log.badSeconds(NEW, 5000 * MILLI, 9000 * MILLI)).isZero();
        assertThat(log.badSeconds(NEW, 0, 1000 * MILLI)).isZero();
    }

    @Test
    void whatWasUnderWayAtAnEventEndsInThePartThatTheEventBegins() {
        SentLog log = new SentLog(100, 0);
        int early = log.sent(RequestKind.WRITE, 100 * MILLI);
        log.settle(early, true, NEW, 110 * MILLI);
        int underWay = log.sent(RequestKind.WRITE, 900 * MILLI);
        int later = log.sent(RequestKind.WRITE, 1000 * MILLI);
        log.settle(later, true, NEW, 1020 * MILLI);
        log.notSent(RequestKind.WRITE, 1100 * MILLI);
        RequestCounts failedOnce = new RequestCounts(1, 1, 0, 0, 0);
        RequestCounts one = new RequestCounts(1, 0, 0, 0, 0);
        assertThat(log.sentWithin(900 * MILLI, 1000 * MILLI))
                .as("no outcome is no success")
                .isEqualTo(failedOnce);
        log.settle(underWay, false, null, 1900 * MILLI);
        assertThat(log.endedWithin(0, 1000 * MILLI)).isEqualTo(one);
        assertThat(log.endedWithin(1000 * MILLI, 2000 * MILLI)).isEqualTo(new RequestCounts(3, 2, 0, 0, 1));
        assertThat(log.underWayFrom(1000 * MILLI, 1050 * MILLI)).isEqualTo(new RequestCounts(2, 1, 0, 0, 0));
        assertThat(log.sentWithin(1000 * MILLI, 2000 * MILLI)).isEqualTo(new RequestCounts(2, 1, 0, 0, 1));
    }

    @Test
    void keepsManyEntries() {
        for (int at = 0; at < 50_000; at++) {
            all.add(new Sent(RequestKind.WRITE, at, Result.ACCEPTED, NEW));
        }
        assertThat(log(1000, 0).sentWithin(0, 50_000 * MILLI).writes()).isEqualTo(50_000);
    }

    private ServiceRecovery recovery(int firstWriteMillis, int nowMillis) {
        return log(100, 20).recovery(NEW, 0, firstWriteMillis * MILLI, nowMillis * MILLI);
    }

    /** The log with all notes so far, ordered by time. */
    private SentLog log(double writesPerSecond, double readsPerSecond) {
        SentLog log = new SentLog(writesPerSecond, readsPerSecond);
        all.stream().sorted(Comparator.comparingInt(Sent::at)).forEach(sent -> {
            if (sent.result == Result.NOT_SENT) {
                log.notSent(sent.kind, sent.at * MILLI);
                return;
            }
            int number = log.sent(sent.kind, sent.at * MILLI);
            if (sent.result != Result.PENDING) {
                log.settle(number, sent.result == Result.ACCEPTED, sent.region, sent.at * MILLI + 1);
            }
        });
        return log;
    }

    /** 100 a second. */
    private void writes(int from, int to, boolean accepted) {
        for (int at = from; at < to; at += 10) {
            write(at, accepted);
        }
    }

    /** 20 a second. */
    private void reads(int from, int to, boolean accepted) {
        for (int at = from; at < to; at += 50) {
            all.add(new Sent(RequestKind.READ, at, accepted ? Result.ACCEPTED : Result.FAILED, null));
        }
    }

    private void write(int at, boolean accepted) {
        all.add(new Sent(RequestKind.WRITE, at, accepted ? Result.ACCEPTED : Result.FAILED, accepted ? NEW : null));
    }

    private static long millis(long nanos) {
        return nanos / MILLI;
    }
}
