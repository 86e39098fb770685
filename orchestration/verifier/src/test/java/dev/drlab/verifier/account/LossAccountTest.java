package dev.drlab.verifier.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.verifier.database.EndpointState;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.LedgerWriter;
import dev.drlab.verifier.ledger.RunClock;
import dev.drlab.verifier.ledger.SegmentStore;
import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.verifier.verdict.RpoVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossAccountTest {
    private static final EndpointState PROMOTED = new EndpointState(false, 9, 0);
    private static final int SECOND = 1_000_000;

    @TempDir
    private Path directory;

    private final UUID runId = UUID.randomUUID();
    private final RunClock clock = new RunClock();
    private LedgerWriter ledger;

    @BeforeEach
    void open() throws IOException {
        ledger = new LedgerWriter(directory, runId, clock, SegmentStore.files(), 1 << 20, 1000, failure -> {});
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** Canary seq starts at second seq and is acknowledged half a second later. */
    private void acked(int timeline, long from, long to) {
        LongStream.rangeClosed(from, to).forEach(seq -> {
            assertThat(ledger.nextSeq()).isEqualTo(seq);
            ledger.acked(seq, timeline, timeline, seq * SECOND, seq * SECOND + SECOND / 2);
        });
    }

    private LossAccount account(LongStream rows) throws IOException, SQLException {
        return account(PROMOTED, rows);
    }

    private LossAccount account(EndpointState database, LongStream rows) throws IOException, SQLException {
        return account(Ledger.open(directory), database, rows);
    }

    private static LossAccount account(Ledger read, LongStream rows) throws IOException, SQLException {
        return account(read, PROMOTED, rows);
    }

    private static LossAccount account(Ledger read, EndpointState database, LongStream rows)
            throws IOException, SQLException {
        Set<Long> present = rows.boxed().collect(Collectors.toSet());
        return new LossAccounting(read, database)
                .account((range, found) -> present.stream()
                        .filter(seq -> range.from() <= seq && seq <= range.to())
                        .forEach(found::accept));
    }

    @Test
    void theCanariesOwnWriterIsToldFromAPromotedDatabase() throws Exception {
        acked(2, 1, 5);
        ledger.close();
        assertThat(account(writer(2), LongStream.rangeClosed(1, 5)).sameWriter())
                .isTrue();
        assertThat(account(writer(3), LongStream.rangeClosed(1, 5)).sameWriter())
                .as("promoted since")
                .isFalse();
        assertThat(account(new EndpointState(true, 0, 0), LongStream.rangeClosed(1, 5))
                        .sameWriter())
                .as("a standby")
                .isFalse();
    }

    /** It has all of it, and is yet to be promoted: whatever asks for the account, it is not met. */
    @Test
    void aStandbyIsNotJudgedAndALossOnItIsALoss() throws Exception {
        acked(2, 1, 5);
        ledger.close();
        EndpointState standby = new EndpointState(true, 0, 0);
        LossAccount whole = account(standby, LongStream.rangeClosed(1, 5));
        assertThat(whole.standby()).isTrue();
        assertThat(account(writer(3), LongStream.rangeClosed(1, 5)).standby()).isFalse();
        RpoVerdict verdict = RpoVerdict.ofLoss(whole, Duration.ofHours(1));
        assertThat(verdict.kind()).isEqualTo(RpoVerdict.Kind.NOT_JUDGED);
        assertThat(verdict.reasons()).singleElement().asString().startsWith("the database is still a standby");
        assertThat(RpoVerdict.ofLoss(account(standby, LongStream.rangeClosed(1, 4)), Duration.ofNanos(1))
                        .kind())
                .isEqualTo(RpoVerdict.Kind.MISSED);
        assertThat(RpoVerdict.ofLoss(account(writer(3), LongStream.rangeClosed(1, 5)), Duration.ofHours(1))
                        .kind())
                .isEqualTo(RpoVerdict.Kind.MET);
    }

    @Test
    void aPromotionWithinTheRunIsOneThatTheAccountIsAbout() throws Exception {
        acked(2, 1, 3);
        acked(3, 4, 5);
        ledger.close();
        assertThat(account(writer(3), LongStream.rangeClosed(1, 5)).sameWriter())
                .isFalse();
    }

    @Test
    void tellsUntilWhenEachTimelineWasWrittenOn() throws Exception {
        acked(2, 1, 3);
        acked(3, 4, 5);
        ledger.close();

        assertThat(account(writer(3), LongStream.rangeClosed(1, 5)).timelines())
                .containsExactly(
                        new LossAccount.Timeline(2, false, Optional.of(Instant.ofEpochMilli(3500))),
                        new LossAccount.Timeline(3, true, Optional.of(Instant.ofEpochMilli(5500))));
    }

    private static EndpointState writer(int timeline) {
        return new EndpointState(false, timeline, 0);
    }

    @Test
    void nothingIsLostWhenAllSurvive() throws Exception {
        acked(1, 1, 5);
        ledger.close();
        LossAccount account = account(LongStream.rangeClosed(1, 5));
        assertThat(account.acked()).isEqualTo(5);
        assertThat(account.lost()).isZero();
        assertThat(account.lostSeconds()).isZero();
        assertThat(account.lostRanges()).isEmpty();
        assertThat(account.ledgerClosed()).isTrue();
        assertThat(account.lastAckedAt()).isEqualTo(account.lastSurvivingAt());
    }

    @Test
    void aMissingTailIsLossAndNoHole() throws Exception {
        acked(1, 1, 10);
        ledger.close();
        LossAccount account = account(LongStream.rangeClosed(1, 7));
        assertThat(account.lost()).isEqualTo(3);
        assertThat(account.lostRanges()).containsExactly(new SeqRange(8, 10));
        assertThat(account.lostSeconds()).isEqualTo(3.0);
        assertThat(account.holes()).isZero();
    }

    @Test
    void aMissingCanaryBeforeASurvivorThatStartedLaterIsAHole() throws Exception {
        acked(1, 1, 10);
        ledger.close();
        LossAccount account = account(LongStream.of(1, 2, 4, 5, 6, 7));
        assertThat(account.lost()).isEqualTo(4);
        assertThat(account.holes()).isEqualTo(1);
        assertThat(account.lostRanges()).containsExactly(new SeqRange(3, 3), new SeqRange(8, 10));
        assertThat(account.lostRangesTotal()).isEqualTo(2);
    }

    @Test
    void commitsUnderWayAtTheSameTimeMayBeLostInAnyOrder() throws Exception {
        for (int i = 0; i < 2; i++) {
            ledger.nextSeq();
        }
        ledger.acked(1, 1, 0, 100, 300);
        ledger.acked(2, 1, 0, 200, 250); // started before 1 was acknowledged
        ledger.close();
        LossAccount account = account(LongStream.of(2));
        assertThat(account.lost()).isEqualTo(1);
        assertThat(account.holes()).isZero();
    }

    @Test
    void aSurvivorWithoutAcknowledgementCountsForHolesToo() throws Exception {
        acked(1, 1, 2);
        ledger.nextSeq();
        ledger.failed(3, 1, 1, 3 * SECOND, 4 * SECOND);
        ledger.close();
        LossAccount account = account(LongStream.of(1, 3));
        assertThat(account.unackedSurvivors()).isEqualTo(1);
        assertThat(account.holes()).isEqualTo(1);
    }

    @Test
    void whatTheNextTimelineWroteMakesNoHoleOfWhatTheFailoverLost() throws Exception {
        acked(1, 1, 10);
        acked(2, 11, 20);
        ledger.close();
        LossAccount account = account(LongStream.concat(LongStream.rangeClosed(1, 8), LongStream.rangeClosed(11, 20)));
        assertThat(account.lost()).isEqualTo(2);
        assertThat(account.holes()).isZero();
        assertThat(account.lostSeconds()).isEqualTo(2.0);
    }

    @Test
    void everythingLostIsMeasuredFromTheFirstInsert() throws Exception {
        acked(1, 1, 4);
        ledger.close();
        LossAccount account = account(LongStream.empty());
        assertThat(account.lost()).isEqualTo(4);
        assertThat(account.lostSeconds()).isEqualTo(3.5);
        assertThat(account.lastSurvivingAt()).isEmpty();
    }

    @Test
    void rowsAboveEveryReservedNumberAreForeign() throws Exception {
        acked(1, 1, 2);
        ledger.close(); // in order: 2 is the last number
        LossAccount account = account(LongStream.of(1, 2, 3, 5000));
        assertThat(account.foreignRows()).isEqualTo(2);
    }

    @Test
    void aKilledVerifiersLastRowsAreSurvivorsNotForeign() throws Exception {
        acked(1, 1, 2);
        ledger.retain(0, List.of()); // flushes
        LossAccount account = account(LongStream.of(1, 2, 3, 5000));
        assertThat(account.ledgerClosed()).isFalse();
        assertThat(account.unackedSurvivors()).isEqualTo(1);
        assertThat(account.foreignRows()).isEqualTo(1);
    }

    /** Ten canaries a second for a minute; the copy has the first half, and what is lost is what it lacks. */
    @Test
    void aCopyThatLacksItsEndIsNotJudgedAlthoughNothingOfItIsLost(@TempDir Path copies) throws Exception {
        copyAfter(300, copies);
        LossAccount account = account(Ledger.open(copies), LongStream.rangeClosed(1, 500));
        assertThat(account.lost()).isZero();
        assertThat(account.unrecordedRows()).isEqualTo(200);
        Instant last = account.ledger().lastRecordAt().orElseThrow();
        assertThat(last).isEqualTo(account.lastAckedAt().orElseThrow());

        RpoVerdict verdict = RpoVerdict.ofLedgerEnd(account, Duration.ofHours(1), last.plusSeconds(1));
        assertThat(verdict.kind()).isEqualTo(RpoVerdict.Kind.NOT_JUDGED);
        assertThat(verdict.reasons()).singleElement().asString().contains("200 canaries", "after " + last);
    }

    /** The database has no more than the copy: it may be all that there was, or all that is left. */
    @Test
    void anOldLedgerThatWasNotClosedIsNotJudgedBeyondTheTarget(@TempDir Path copies) throws Exception {
        copyAfter(300, copies);
        LossAccount account = account(Ledger.open(copies), LongStream.rangeClosed(1, 290));
        Instant last = account.ledger().lastRecordAt().orElseThrow();
        assertThat(account.lostSeconds()).isEqualTo(1.0);
        assertThat(atItsEnd(account, 60, last.plusSeconds(59))).isEqualTo(RpoVerdict.Kind.MET);
        assertThat(atItsEnd(account, 60, last.plusSeconds(60))).isEqualTo(RpoVerdict.Kind.NOT_JUDGED);
        assertThat(atItsEnd(account, 1, last.plusMillis(1)))
                .as("whatever was acknowledged within the millisecond is beyond the target")
                .isEqualTo(RpoVerdict.Kind.NOT_JUDGED);
        assertThat(atItsEnd(account, 60, last.minusSeconds(5))).isEqualTo(RpoVerdict.Kind.MET);
        assertThat(atItsEnd(account, 60, last.minusSeconds(6)))
                .as("by another clock, which tells nothing of its age")
                .isEqualTo(RpoVerdict.Kind.NOT_JUDGED);
        ledger.close();
        assertThat(atItsEnd(account(Ledger.open(directory), LongStream.rangeClosed(1, 600)), 60, last.plusSeconds(600)))
                .as("closed")
                .isEqualTo(RpoVerdict.Kind.MET);
    }

    private static RpoVerdict.Kind atItsEnd(LossAccount account, long targetSeconds, Instant now) {
        return RpoVerdict.ofLedgerEnd(account, Duration.ofSeconds(targetSeconds), now)
                .kind();
    }

    /** Writes 600 canaries, a tenth of a second apart; the copy is made after that many. */
    private void copyAfter(int canaries, Path to) throws IOException {
        for (int seq = 1; seq <= 600; seq++) {
            assertThat(ledger.nextSeq()).isEqualTo(seq);
            long micros = clock.startMicros() + seq * (SECOND / 10L);
            ledger.acked(seq, 1, 0, micros, micros);
            if (seq == canaries) {
                ledger.retain(0, List.of()); // reaches the file
                try (Stream<Path> segments = Files.list(directory)) {
                    for (Path segment : segments.toList()) {
                        Files.copy(segment, to.resolve(segment.getFileName()));
                    }
                }
            }
        }
    }

    @Test
    void rowsThatRetentionMayHaveDeletedAreNotAccountedFor() throws Exception {
        acked(1, 1, 10);
        ledger.retain(6, List.of());
        ledger.close();
        LossAccount account = account(LongStream.of(5, 6, 7, 8, 9));
        assertThat(account.acked()).isEqualTo(10);
        assertThat(account.accounted()).isEqualTo(4);
        assertThat(account.lost()).isEqualTo(1);
        assertThat(account.retainedThrough()).isEqualTo(6);
    }

    @Test
    void aLossStaysInTheAccountAfterItsRetention() throws Exception {
        acked(1, 1, 10); // of which 8 to 10 are lost
        acked(2, 11, 20);
        ledger.retain(18, List.of(new SeqRange(6, 12)));
        ledger.close();
        LossAccount account = account(LongStream.of(6, 7, 11, 12, 19, 20));
        assertThat(account.lostRanges()).containsExactly(new SeqRange(8, 10));
        assertThat(account.lostSeconds()).isEqualTo(3.0);
        assertThat(account.holes()).isZero();
        assertThat(account.accounted()).isEqualTo(9);
        assertThat(account.acked()).isEqualTo(20);
        assertThat(account.foreignRows()).isZero();
        assertThat(account.retainedThrough()).isEqualTo(18);
    }

    @Test
    void lossesThatRetainedRowsPartAreTwoRanges() throws Exception {
        acked(1, 1, 9);
        ledger.retain(8, List.of(new SeqRange(2, 3), new SeqRange(7, 7)));
        ledger.close();
        LossAccount account = account(LongStream.of(2, 9));
        assertThat(account.lostRanges()).containsExactly(new SeqRange(3, 3), new SeqRange(7, 7));
    }

    @Test
    void aLossThatIsFoundWhileTheRowsAreReadIsAccountedFor() throws Exception {
        acked(1, 1, 10);
        ledger.retain(2, List.of());
        LossAccount account = new LossAccounting(Ledger.open(directory), PROMOTED).account((range, found) -> {
            assertThat(range).isEqualTo(new SeqRange(3, Long.MAX_VALUE));
            ledger.retain(9, List.of(new SeqRange(1, 6)));
            LongStream.of(3, 4, 10).forEach(found);
        });
        assertThat(account.accounted()).as("3 to 6, and 10").isEqualTo(5);
        assertThat(account.lostRanges()).containsExactly(new SeqRange(5, 6));
    }

    @Test
    void aRunThatGoesOnWhileTheRowsAreReadSeemsToHaveLostNothing() throws Exception {
        acked(1, 1, 3);
        ledger.retain(0, List.of());
        LossAccount account = new LossAccounting(Ledger.open(directory), PROMOTED).account((range, found) -> {
            acked(1, 4, 9);
            ledger.retain(1, List.of());
            LongStream.rangeClosed(2, 5).forEach(found); // row 1 is deleted by now, 4 and 5 came after the mark
        });
        assertThat(account.lost()).isZero();
        assertThat(account.unackedSurvivors()).isZero();
        assertThat(account.foreignRows()).isZero();
        assertThat(account.accounted()).isEqualTo(2);
    }

    @Test
    void aMillionCanariesAreAccountedForInLittleTimeAndMemory() throws Exception {
        int million = 1_000_000;
        for (long seq = 1; seq <= million; seq++) {
            ledger.nextSeq();
            ledger.acked(seq, 1, 0, seq, seq + 1);
        }
        ledger.close();
        LossAccount account = new LossAccounting(Ledger.open(directory), PROMOTED)
                .account((range, found) ->
                        LongStream.rangeClosed(1, million - 1000).forEach(found));
        assertThat(account.acked()).isEqualTo(million);
        assertThat(account.lost()).isEqualTo(1000);
    }
}
