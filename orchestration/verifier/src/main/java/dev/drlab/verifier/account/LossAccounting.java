package dev.drlab.verifier.account;

import dev.drlab.verifier.database.EndpointState;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.LedgerReading;
import dev.drlab.verifier.ledger.LedgerRecord;
import dev.drlab.verifier.ledger.Retention;
import dev.drlab.verifier.ledger.RunClock;
import dev.drlab.verifier.ledger.SeqRange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Makes a {@link LossAccount}. The ledger is read up to a mark before the rows are, and again afterwards, so that a run
 * that goes on in between seems to have lost nothing. It is read a third time only where more rows may have been deleted
 * meanwhile, or where there are holes to count.
 */
final class LossAccounting {
    private final Ledger ledger;
    private final EndpointState database;
    private final BitSet known = new BitSet();
    private final BitSet survivors = new BitSet();
    private Retention retention = Retention.NONE;
    private Places places = new Places(retention.accountable());
    private long keptFrom;
    private long reserved;
    private long acked;

    /** The rows of a database. */
    interface Survivors {
        /** Tells of every number within the range that is there. */
        void within(SeqRange range, LongConsumer found) throws SQLException;
    }

    LossAccounting(Ledger ledger, EndpointState database) {
        this.ledger = ledger;
        this.database = database;
    }

    LossAccount account(Survivors rows) throws IOException, SQLException {
        Ledger.Mark mark = ledger.read(header -> {}, this::noteLimit);
        List<SeqRange> ranges = retention.accountable();
        places = new Places(ranges);
        for (SeqRange range : ranges) {
            rows.within(range, seq -> survivors.set(places.of(seq)));
        }
        Judgement judgement = new Judgement(retention, places, survivors);
        LedgerReading whole = readWhole(mark, judgement);
        if (!judgement.retention().equals(retention)) { // what it took for lost may have been deleted on purpose
            judgement = new Judgement(retention, places, survivors);
            whole = readWhole(mark, judgement);
        }
        if (judgement.hasHoles()) {
            ledger.readUpTo(mark, header -> {}, judgement::countHole);
        }
        return result(judgement, whole);
    }

    private void noteLimit(LedgerRecord entry) {
        switch (entry.kind()) {
            case RESERVED -> reserved = Math.max(reserved, entry.seq());
            case RETAINED -> retention = new Retention(Math.max(retention.through(), entry.seq()), retention.kept());
            case KEPT_FROM -> keptFrom = entry.seq();
            case KEPT_THROUGH -> keep(new SeqRange(keptFrom, entry.seq()));
            case CLOSED -> reserved = entry.seq();
            case ACKED, FAILED, CONTINUED, DROPPED_FROM, DROPPED_THROUGH -> {
                // canaries are told of later; the rest is the ledger's own
            }
        }
    }

    private void keep(SeqRange window) {
        List<SeqRange> kept = new ArrayList<>(retention.kept());
        kept.add(window);
        keptFrom = 0; // a window whose beginning is damaged keeps all that lies before its end
        retention = new Retention(retention.through(), kept);
    }

    /**
     * Finds the limits as they are after the rows were read and every number that has a record, and judges the canaries up
     * to the mark: what is judged and what is said of the ledger's condition come from one reading.
     */
    private LedgerReading readWhole(Ledger.Mark mark, Judgement judgement) throws IOException {
        acked = 0;
        return ledger.readingAcross(
                mark,
                header -> acked = header.ackedBefore(),
                entry -> {
                    note(entry);
                    judgement.judge(entry);
                },
                this::note);
    }

    private void note(LedgerRecord entry) {
        noteLimit(entry);
        if (entry.isCanary()) {
            acked += entry.kind() == LedgerRecord.Kind.ACKED ? 1 : 0;
            int place = places.of(entry.seq());
            if (place >= 0) {
                known.set(place);
            }
        }
    }

    private LossAccount result(Judgement judgement, LedgerReading whole) {
        UnknownRows unknown = unknownRows(judgement.retention());
        return new LossAccount(
                ledger.runId(),
                acked,
                judgement.accounted(),
                judgement.lost(),
                judgement.lostRanges(),
                judgement.lostRangesTotal(),
                judgement.lostSeconds(),
                judgement.holes(),
                judgement.unackedSurvivors() + unknown.reserved(),
                unknown.reserved(),
                unknown.foreign(),
                judgement.retention().through(),
                RunClock.moment(judgement.lastAck()),
                RunClock.moment(judgement.lastSurvivingAck()),
                judgement.lostWhole(),
                !database.inRecovery() && judgement.timelines().equals(Set.of(database.timeline())),
                database.inRecovery(),
                timelines(judgement),
                whole.condition());
    }

    private List<LossAccount.Timeline> timelines(Judgement judgement) {
        return judgement.timelines().stream()
                .map(number -> new LossAccount.Timeline(
                        number,
                        !database.inRecovery() && number == database.timeline(),
                        RunClock.moment(judgement.lastAck(number))))
                .toList();
    }

    /**
     * Rows without a record.
     *
     * @param reserved how many a verifier that was killed may have written: their number had been reserved
     * @param foreign how many it cannot have written
     */
    private record UnknownRows(long reserved, long foreign) {}

    private UnknownRows unknownRows(Retention judged) {
        long ours = 0;
        long foreign = 0;
        for (int i = survivors.nextSetBit(0); i >= 0; i = survivors.nextSetBit(i + 1)) {
            long seq = places.at(i);
            if (!known.get(i) && !judged.covers(seq)) {
                if (seq > reserved) {
                    foreign++;
                } else {
                    ours++;
                }
            }
        }
        return new UnknownRows(ours, foreign);
    }
}
