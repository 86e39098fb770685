package dev.drlab.verifier.account;

import dev.drlab.verifier.database.EndpointState;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.LedgerCondition;
import dev.drlab.verifier.ledger.LedgerReading;
import dev.drlab.verifier.ledger.LedgerRecord;
import dev.drlab.verifier.ledger.Retention;
import dev.drlab.verifier.ledger.SeqRange;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Makes a {@link LossAccount}. The ledger is read up to a mark before the rows are, and again afterwards, so that a run
 * that goes on in between seems to have lost nothing.
 */
final class LossAccounting {
    private static final int MAX_RANGES = 1000;

    private final Ledger ledger;
    private final EndpointState database;
    private final Map<Integer, Lineage> lineages = new TreeMap<>();
    private final BitSet known = new BitSet();
    private final BitSet lostSeqs = new BitSet();
    private final BitSet survivors = new BitSet();
    private Retention retention = Retention.NONE;
    private Places places = new Places(retention.accountable());
    private long keptFrom;
    private long reserved;
    private long acked;
    private long accounted;
    private long lost;
    private long holes;
    private long unackedSurvivors;
    private LedgerCondition condition;

    /** The rows of a database. */
    interface Survivors {
        /** Tells of every number within the range that is there. */
        void within(SeqRange range, LongConsumer found) throws SQLException;
    }

    /** What happened on one timeline; -1 stands for never. */
    private static final class Lineage {
        private long firstStart = Long.MAX_VALUE;
        private long lastAck = -1;
        private long lastSurvivingAck = -1;
        private long lastSurvivingStart = -1;
        private boolean lostAny;

        /** Then the loss reaches back to before the ledger's first canary of this timeline. */
        boolean lostAll() {
            return lostAny && lastSurvivingAck < 0;
        }

        double lostSeconds() {
            long from = lastSurvivingAck < 0 ? firstStart : lastSurvivingAck;
            return lostAny ? Math.max(0, lastAck - from) / 1e6 : 0;
        }
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
        readWhole();
        readMarked(mark, this::judge);
        readMarked(mark, this::findHole);
        int foreign = countUnknownSurvivors();
        return result(foreign);
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
        retention = new Retention(retention.through(), kept);
    }

    /** The limits as they are after the rows were read, and every number that has a record. */
    private void readWhole() throws IOException {
        LedgerReading reading = ledger.reading(Ledger.END, header -> acked = header.ackedBefore(), entry -> {
            noteLimit(entry);
            if (entry.isCanary()) {
                acked += entry.kind() == LedgerRecord.Kind.ACKED ? 1 : 0;
                int place = places.of(entry.seq());
                if (place >= 0) {
                    known.set(place);
                }
            }
        });
        condition = reading.condition();
    }

    /** The canaries to account for, up to the mark. */
    private void readMarked(Ledger.Mark mark, Consumer<LedgerRecord> each) throws IOException {
        ledger.readUpTo(mark, header -> {}, entry -> {
            if (entry.isCanary() && !retention.covers(entry.seq())) {
                each.accept(entry);
            }
        });
    }

    private void judge(LedgerRecord canary) {
        Lineage lineage = lineages.computeIfAbsent(canary.timeline(), timeline -> new Lineage());
        boolean survives = survivors.get(places.of(canary.seq()));
        lineage.firstStart = Math.min(lineage.firstStart, canary.startMicros());
        if (survives) {
            lineage.lastSurvivingStart = Math.max(lineage.lastSurvivingStart, canary.startMicros());
        }
        if (canary.kind() == LedgerRecord.Kind.FAILED) {
            unackedSurvivors += survives ? 1 : 0;
            return;
        }
        accounted++;
        lineage.lastAck = Math.max(lineage.lastAck, canary.endMicros());
        if (survives) {
            lineage.lastSurvivingAck = Math.max(lineage.lastSurvivingAck, canary.endMicros());
        } else {
            lost++;
            lineage.lostAny = true;
            lostSeqs.set(places.of(canary.seq()));
        }
    }

    private void findHole(LedgerRecord canary) {
        if (lostSeqs.get(places.of(canary.seq()))
                && canary.endMicros() < lineages.get(canary.timeline()).lastSurvivingStart) {
            holes++;
        }
    }

    /** Rows without a record are of a verifier that was killed, if their number had been reserved; else foreign. */
    private int countUnknownSurvivors() {
        int foreign = 0;
        for (int i = survivors.nextSetBit(0); i >= 0; i = survivors.nextSetBit(i + 1)) {
            long seq = places.at(i);
            if (!known.get(i) && !retention.covers(seq)) {
                if (seq > reserved) {
                    foreign++;
                } else {
                    unackedSurvivors++;
                }
            }
        }
        return foreign;
    }

    private LossAccount result(int foreign) {
        List<SeqRange> ranges = new ArrayList<>();
        long rangesTotal = 0;
        for (int from = lostSeqs.nextSetBit(0); from >= 0; ) {
            int end = endOfRange(from);
            rangesTotal++;
            if (ranges.size() < MAX_RANGES) {
                ranges.add(new SeqRange(places.at(from), places.at(end)));
            }
            from = lostSeqs.nextSetBit(end + 1);
        }
        return new LossAccount(
                ledger.runId(),
                acked,
                accounted,
                lost,
                ranges,
                rangesTotal,
                lineages.values().stream()
                        .mapToDouble(Lineage::lostSeconds)
                        .max()
                        .orElse(0),
                holes,
                unackedSurvivors,
                foreign,
                retention.through(),
                instant(lineages.values().stream()
                        .mapToLong(l -> l.lastAck)
                        .max()
                        .orElse(-1)),
                instant(lineages.values().stream()
                        .mapToLong(l -> l.lastSurvivingAck)
                        .max()
                        .orElse(-1)),
                lineages.values().stream().anyMatch(Lineage::lostAll),
                !database.inRecovery() && lineages.keySet().equals(Set.of(database.timeline())),
                condition);
    }

    private static Optional<Instant> instant(long micros) {
        return micros < 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    /** The last of the lost numbers that follow each other from this place on. */
    private int endOfRange(int from) {
        int end = from;
        while (lostSeqs.get(end + 1) && places.at(end + 1) == places.at(end) + 1) {
            end++;
        }
        return end;
    }
}
