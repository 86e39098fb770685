package dev.drlab.verifier.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Which canaries' rows may have been deleted on purpose: those up to a number, except for windows around losses. Such a
 * window stays in the table and in the ledger for the rest of the run, so that the loss stays in the account.
 *
 * @param through rows up to this number may have been deleted; 0 if none
 * @param kept the windows, in order and apart from each other; they may reach above {@code through}
 */
public record Retention(long through, List<SeqRange> kept) {
    /** Nothing was removed. */
    public static final Retention NONE = new Retention(0, List.of());

    /** Brings the windows into order, and makes one of those that touch. */
    public Retention {
        kept = SeqRange.merged(kept);
    }

    /** True when the row of {@code seq} may have been deleted. */
    public boolean covers(long seq) {
        return coversAll(seq, seq);
    }

    /** True when all numbers from {@code from} to {@code to} are retained. */
    boolean coversAll(long from, long to) {
        return to <= through && kept.stream().noneMatch(window -> window.from() <= to && from <= window.to());
    }

    /** The numbers above {@code seq} whose rows may be deleted. */
    public List<SeqRange> deletableAbove(long seq) {
        List<SeqRange> ranges = new ArrayList<>();
        long from = seq + 1;
        for (SeqRange window : kept) {
            addRange(ranges, from, Math.min(window.from() - 1, through));
            from = Math.max(from, window.to() + 1);
        }
        addRange(ranges, from, through);
        return ranges;
    }

    /** The numbers that are not retained, in order; the last range has no end. */
    public List<SeqRange> accountable() {
        List<SeqRange> ranges = new ArrayList<>();
        for (SeqRange window : kept) {
            addRange(ranges, window.from(), Math.min(window.to(), through));
        }
        ranges.add(new SeqRange(through + 1, Long.MAX_VALUE));
        return ranges;
    }

    private static void addRange(List<SeqRange> ranges, long from, long to) {
        if (from <= to) {
            ranges.add(new SeqRange(from, to));
        }
    }
}
