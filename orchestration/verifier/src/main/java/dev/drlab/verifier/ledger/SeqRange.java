package dev.drlab.verifier.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Numbers of canaries from one to another, both included.
 *
 * @param from the first
 * @param to the last, not below the first
 */
public record SeqRange(long from, long to) {
    /** Checks the order. */
    public SeqRange {
        if (to < from) {
            throw new IllegalArgumentException("a range must not end before it starts: " + from + " to " + to);
        }
    }

    /** The same numbers in order, with ranges that touch or overlap made one. */
    static List<SeqRange> merged(Collection<SeqRange> ranges) {
        List<SeqRange> merged = new ArrayList<>();
        for (SeqRange next :
                ranges.stream().sorted(Comparator.comparingLong(SeqRange::from)).toList()) {
            SeqRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && next.from() <= last.to() + 1) {
                merged.set(merged.size() - 1, new SeqRange(last.from(), Math.max(last.to(), next.to())));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }
}
