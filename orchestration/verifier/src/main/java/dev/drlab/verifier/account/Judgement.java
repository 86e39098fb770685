package dev.drlab.verifier.account;

import dev.drlab.verifier.ledger.LedgerRecord;
import dev.drlab.verifier.ledger.Retention;
import dev.drlab.verifier.ledger.SeqRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Holds canaries against the rows that are there. Knows a number by one bit, so that millions take little. */
final class Judgement {
    private static final int MAX_RANGES = 1000;
    private static final long NEVER = -1;

    private final Retention retention;
    private final Places places;
    private final BitSet survivors;
    private final Map<Integer, Lineage> lineages = new TreeMap<>();
    private final BitSet lostSeqs = new BitSet();
    private long accounted;
    private long lost;
    private long holes;
    private long unackedSurvivors;

    /** The events on one timeline, in microseconds since 1970. */
    private static final class Lineage {
        private long firstStart = Long.MAX_VALUE;
        private long lastAck = NEVER;
        private long firstLostAck = Long.MAX_VALUE;
        private long lastSurvivingAck = NEVER;
        private long lastSurvivingStart = NEVER;

        boolean lostAny() {
            return firstLostAck < Long.MAX_VALUE;
        }

        /** Then the loss reaches back to before the ledger's first canary of this timeline. */
        boolean lostAll() {
            return lostAny() && lastSurvivingAck < 0;
        }

        double lostSeconds() {
            long from = lastSurvivingAck < 0 ? firstStart : lastSurvivingAck;
            return lostAny() ? Math.max(0, lastAck - from) / 1e6 : 0;
        }

        /** Whether a canary that was acknowledged then is a hole if it is lost. */
        boolean isHole(long ack) {
            return ack < lastSurvivingStart;
        }
    }

    /**
     * Of no canary yet.
     *
     * @param retention canaries that it covers are not judged
     * @param places of the numbers that it does not cover, and of more maybe
     * @param survivors the places of the rows that are there
     */
    Judgement(Retention retention, Places places, BitSet survivors) {
        this.retention = retention;
        this.places = places;
        this.survivors = survivors;
    }

    /** Canaries that it covers were not judged. */
    Retention retention() {
        return retention;
    }

    /** Judges one canary; records of another kind are passed over. */
    void judge(LedgerRecord entry) {
        if (!isJudged(entry)) {
            return;
        }
        int place = places.of(entry.seq());
        boolean survives = survivors.get(place);
        Lineage lineage = lineages.computeIfAbsent(entry.timeline(), timeline -> new Lineage());
        lineage.firstStart = Math.min(lineage.firstStart, entry.startMicros());
        if (survives) {
            lineage.lastSurvivingStart = Math.max(lineage.lastSurvivingStart, entry.startMicros());
        }
        if (entry.kind() == LedgerRecord.Kind.FAILED) {
            unackedSurvivors += survives ? 1 : 0;
            return;
        }
        accounted++;
        lineage.lastAck = Math.max(lineage.lastAck, entry.endMicros());
        if (survives) {
            lineage.lastSurvivingAck = Math.max(lineage.lastSurvivingAck, entry.endMicros());
        } else {
            lost++;
            lineage.firstLostAck = Math.min(lineage.firstLostAck, entry.endMicros());
            lostSeqs.set(place);
        }
    }

    private boolean isJudged(LedgerRecord entry) {
        return entry.isCanary() && !retention.covers(entry.seq());
    }

    /** Whether there is a hole, so that they have to be counted; to be asked once all canaries are judged. */
    boolean hasHoles() {
        return lineages.values().stream().anyMatch(lineage -> lineage.isHole(lineage.firstLostAck));
    }

    /** Counts the canary if it is a hole; to be told of all of them a second time. */
    void countHole(LedgerRecord entry) {
        if (isJudged(entry)
                && lostSeqs.get(places.of(entry.seq()))
                && lineages.get(entry.timeline()).isHole(entry.endMicros())) {
            holes++;
        }
    }

    long accounted() {
        return accounted;
    }

    long lost() {
        return lost;
    }

    long holes() {
        return holes;
    }

    /** Rows of canaries that were judged and had not been acknowledged. */
    long unackedSurvivors() {
        return unackedSurvivors;
    }

    double lostSeconds() {
        return lineages.values().stream()
                .mapToDouble(Lineage::lostSeconds)
                .max()
                .orElse(0);
    }

    boolean lostWhole() {
        return lineages.values().stream().anyMatch(Lineage::lostAll);
    }

    /** Microseconds since 1970; negative if there was none. */
    long lastAck() {
        return latest(lineage -> lineage.lastAck);
    }

    /** The same on one of the {@link #timelines}. */
    long lastAck(int timeline) {
        return lineages.get(timeline).lastAck;
    }

    /** The same as {@link #lastAck()} for a canary that survived. */
    long lastSurvivingAck() {
        return latest(lineage -> lineage.lastSurvivingAck);
    }

    private long latest(ToLongFunction<Lineage> time) {
        return lineages.values().stream().mapToLong(time).max().orElse(NEVER);
    }

    /** In order. */
    Set<Integer> timelines() {
        return lineages.keySet();
    }

    /** The first {@value #MAX_RANGES} ranges of lost numbers, in order. */
    List<SeqRange> lostRanges() {
        List<SeqRange> ranges = new ArrayList<>();
        for (int from = lostSeqs.nextSetBit(0); from >= 0 && ranges.size() < MAX_RANGES; ) {
            int end = endOfRange(from);
            ranges.add(new SeqRange(places.at(from), places.at(end)));
            from = lostSeqs.nextSetBit(end + 1);
        }
        return ranges;
    }

    /** How many ranges there are. */
    long lostRangesTotal() {
        long total = 0;
        for (int from = lostSeqs.nextSetBit(0); from >= 0; from = lostSeqs.nextSetBit(endOfRange(from) + 1)) {
            total++;
        }
        return total;
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
