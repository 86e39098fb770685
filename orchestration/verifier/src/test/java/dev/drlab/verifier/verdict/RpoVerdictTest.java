package dev.drlab.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.contract.canary.Percentiles;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.ledger.LedgerCondition;
import dev.drlab.verifier.ledger.LedgerDamage;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.verifier.measure.CanaryTracker;
import dev.drlab.verifier.measure.Skipped;
import dev.drlab.verifier.verdict.RpoVerdict.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RpoVerdictTest {
    private static final Duration TARGET = Duration.ofSeconds(5);
    private static final Percentiles NONE = new Percentiles(0, 0, 0, 0);
    private static final LedgerCondition WHOLE =
            new LedgerCondition(true, 0, Optional.empty(), Optional.empty(), List.of());

    private static CanarySnapshot end(long acked, long replicated, long outstanding, double maxExposure) {
        return end(acked, Skipped.NONE, replicated, outstanding, maxExposure, Optional.empty());
    }

    private static CanarySnapshot end(
            long acked,
            Skipped skipped,
            long replicated,
            long outstanding,
            double maxExposure,
            Optional<String> ledgerFailure) {
        return new CanarySnapshot(
                acked,
                acked,
                0,
                skipped,
                replicated,
                outstanding,
                0,
                0,
                maxExposure,
                0.1,
                NONE,
                replicated,
                NONE,
                Optional.of("one"),
                Optional.of("two"),
                Optional.empty(),
                ledgerFailure);
    }

    private static Kind exposure(CanarySnapshot end) {
        return RpoVerdict.ofExposure(end, TARGET).kind();
    }

    @Test
    void metNeedsEveryCanaryToHaveArrivedWithinTheTarget() {
        assertThat(exposure(end(100, 100, 0, 5))).isEqualTo(Kind.MET);
        assertThat(exposure(end(100, 100, 0, 5.001))).isEqualTo(Kind.MISSED);
    }

    @Test
    void nothingArrivedIsNeverMet() {
        assertThat(exposure(end(300, 0, 300, 3))).isEqualTo(Kind.NOT_JUDGED);
        assertThat(exposure(end(300, 0, 300, 8))).isEqualTo(Kind.MISSED);
        assertThat(exposure(end(0, 0, 0, 0))).isEqualTo(Kind.NOT_JUDGED);
    }

    @Test
    void whatIsOutstandingAtTheEndIsALowerBound() {
        RpoVerdict verdict = RpoVerdict.ofExposure(end(100, 99, 1, 4), TARGET);
        assertThat(verdict.kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(verdict.reasons()).singleElement().asString().contains("1 acknowledged", "at least 4.000 s");
    }

    @Test
    void mostCanariesNotAcknowledgedIsNotJudged() {
        CanarySnapshot few = end(10, new Skipped(0, 5, 6), 10, 0, 0.1, Optional.empty());
        assertThat(exposure(few)).isEqualTo(Kind.NOT_JUDGED);
        CanarySnapshot slowVerifier = end(10, new Skipped(90, 0, 0), 10, 0, 0.1, Optional.empty());
        assertThat(exposure(slowVerifier)).as("a lower rate than asked for").isEqualTo(Kind.MET);
    }

    /** Of 10 s without a single acknowledgement nobody knows what they would have lost, however many there were around. */
    @Test
    void aTimeWithoutAcknowledgementsThatIsLongerThanTheTargetIsNotJudged() {
        CanaryTracker tracker = new CanaryTracker(CanaryTracker.MAX_WINDOW);
        for (int second = 1; second <= 110; second += second == 10 ? 90 : 1) {
            tracker.started(second, 1);
            tracker.acked(second, second * 1_000_000_000L);
            tracker.seen(second, 1, second * 1_000_000_000L, second * 1_000_000_000L + 4_000_000);
        }
        CanarySnapshot end =
                withoutAck(end(21, 21, 0, 0.004), tracker.view(110_000_000_000L).longestWithoutAckSeconds());

        assertThat(RpoVerdict.ofExposure(end, Duration.ofSeconds(120)).kind()).isEqualTo(Kind.MET);
        RpoVerdict verdict = RpoVerdict.ofExposure(end, Duration.ofSeconds(60));
        assertThat(verdict.kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(verdict.reasons()).singleElement().asString().contains("acknowledged for 90.000 s");
        assertThat(RpoVerdict.ofExposure(withoutAck(end(21, 21, 0, 61), 90), Duration.ofSeconds(60))
                        .kind())
                .isEqualTo(Kind.MISSED);
    }

    /** The exposure is small where a third server was promoted that lacks what the replica had shown. */
    @Test
    void aLossThatTheRunSawIsJudgedByTheAccountAlone() {
        CanarySnapshot end = withLost(end(2100, 100, 0, 4), 2000);
        RpoVerdict unaccounted = RpoVerdict.ofExposure(end, TARGET);
        assertThat(unaccounted.kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(unaccounted.reasons())
                .singleElement()
                .asString()
                .contains("2,000 acknowledged canaries were missing");
        assertThat(RpoVerdict.ofRun(end, Optional.empty(), TARGET).kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(RpoVerdict.ofRun(end, Optional.of(loss(2100, 2000, 4, false, 0, 0, WHOLE)), TARGET)
                        .kind())
                .isEqualTo(Kind.MET);
        assertThat(RpoVerdict.ofRun(end, Optional.of(loss(2100, 2000, 100, false, 0, 0, WHOLE)), TARGET)
                        .kind())
                .isEqualTo(Kind.MISSED);
        assertThat(RpoVerdict.ofRun(end(100, 100, 0, 1), Optional.of(loss(100, 50, 100, false, 0, 0, WHOLE)), TARGET)
                        .kind())
                .as("all had arrived, on a server that was not promoted")
                .isEqualTo(Kind.MISSED);
    }

    private static CanarySnapshot withLost(CanarySnapshot end, long lost) {
        return copy(end, lost, end.longestWithoutAckSeconds());
    }

    private static CanarySnapshot withoutAck(CanarySnapshot end, double seconds) {
        return copy(end, end.lost(), seconds);
    }

    private static CanarySnapshot copy(CanarySnapshot end, long lost, double longestWithoutAckSeconds) {
        return new CanarySnapshot(
                end.started(),
                end.acked(),
                end.failed(),
                end.skipped(),
                end.replicated(),
                end.outstanding(),
                lost,
                end.exposureSeconds(),
                end.maxExposureSeconds(),
                longestWithoutAckSeconds,
                end.lagMillis(),
                end.lagSamples(),
                end.resolution(),
                end.writer(),
                end.replica(),
                end.lastError(),
                end.ledgerFailure());
    }

    @Test
    void aLedgerThatFailedIsNotJudged() {
        assertThat(exposure(end(10, Skipped.NONE, 10, 0, 0.1, Optional.of("disk full"))))
                .isEqualTo(Kind.NOT_JUDGED);
    }

    private static LossAccount loss(
            long accounted,
            long lost,
            double seconds,
            boolean whole,
            long holes,
            long foreign,
            LedgerCondition ledger) {
        return new LossAccount(
                UUID.randomUUID(),
                accounted,
                accounted,
                lost,
                List.of(),
                0,
                seconds,
                holes,
                0,
                0,
                foreign,
                0,
                Optional.empty(),
                Optional.empty(),
                whole,
                false,
                false,
                List.of(),
                ledger);
    }

    private static Kind of(LossAccount account) {
        return RpoVerdict.ofLoss(account, TARGET).kind();
    }

    @Test
    void aLossIsMetWithinTheTarget() {
        assertThat(of(loss(100, 0, 0, false, 0, 0, WHOLE))).isEqualTo(Kind.MET);
        assertThat(of(loss(100, 10, 5, false, 0, 0, WHOLE))).isEqualTo(Kind.MET);
        assertThat(of(loss(100, 10, 5.1, false, 0, 0, WHOLE))).isEqualTo(Kind.MISSED);
    }

    @Test
    void aLossOfEverythingIsALowerBound() {
        assertThat(of(loss(100, 100, 4, true, 0, 0, WHOLE))).isEqualTo(Kind.NOT_JUDGED);
        assertThat(of(loss(100, 100, 6, true, 0, 0, WHOLE))).isEqualTo(Kind.MISSED);
        assertThat(of(loss(100, 10, 4, true, 0, 0, WHOLE)))
                .as("one of two timelines")
                .isEqualTo(Kind.NOT_JUDGED);
        assertThat(of(loss(0, 0, 0, false, 0, 0, WHOLE))).isEqualTo(Kind.NOT_JUDGED);
    }

    @Test
    void holesAndForeignRowsMissIt() {
        assertThat(of(loss(100, 1, 0.1, false, 1, 0, WHOLE))).isEqualTo(Kind.MISSED);
        assertThat(of(loss(100, 0, 0, false, 0, 1, WHOLE))).isEqualTo(Kind.MISSED);
    }

    @Test
    void aDamagedLedgerIsIncompleteWhateverItsAccountSays() {
        LedgerCondition damaged = new LedgerCondition(
                true,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(new LedgerDamage(Path.of("a.ledger"), 300, 7, "is damaged")));
        for (LossAccount account :
                List.of(loss(100, 0, 0, false, 0, 0, damaged), loss(100, 50, 60, false, 0, 0, damaged))) {
            RpoVerdict verdict = RpoVerdict.ofLoss(account, TARGET);
            assertThat(verdict.kind()).isEqualTo(Kind.NOT_JUDGED);
            assertThat(verdict.kind().exitCode()).isEqualTo(2);
            assertThat(verdict.reasons()).anyMatch(reason -> reason.contains("a.ledger is damaged, at byte 300"));
        }
    }

    @Test
    void bothTogetherAreTheWorse() {
        RpoVerdict met = RpoVerdict.ofExposure(end(1, 1, 0, 0), TARGET);
        RpoVerdict missed = RpoVerdict.ofExposure(end(1, 1, 0, 6), TARGET);
        RpoVerdict open = RpoVerdict.notJudged("nobody looked");
        assertThat(met.and(met).kind()).isEqualTo(Kind.MET);
        assertThat(met.and(open).kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(open.and(missed).kind()).isEqualTo(Kind.MISSED);
        assertThat(open.and(missed).reasons()).hasSize(2);
        assertThatThrownBy(() -> new RpoVerdict(Kind.MET, List.of("but"))).isInstanceOf(IllegalArgumentException.class);
    }
}
