package dev.drlab.verifier.account;

import dev.drlab.verifier.ledger.SeqRange;
import java.util.List;

/** Gives the numbers of some ranges places from 0 on, without gaps: a set of bits then needs no more than it must. */
public final class Places {
    private final List<SeqRange> ranges;
    private final long[] first;

    /** @param ranges in order and apart from each other */
    public Places(List<SeqRange> ranges) {
        this.ranges = List.copyOf(ranges);
        this.first = new long[ranges.size()];
        for (int i = 1; i < first.length; i++) {
            SeqRange before = ranges.get(i - 1);
            first[i] = first[i - 1] + before.to() - before.from() + 1;
        }
    }

    /**
     * The place of {@code seq}, or -1 when it is in none of the ranges.
     *
     * @throws ArithmeticException beyond two thousand million places
     */
    public int of(long seq) {
        for (int i = ranges.size() - 1; i >= 0; i--) {
            SeqRange range = ranges.get(i);
            if (seq >= range.from()) {
                return seq <= range.to() ? Math.toIntExact(first[i] + seq - range.from()) : -1;
            }
        }
        return -1;
    }

    /** The number at {@code place}. */
    public long at(int place) {
        int i = ranges.size() - 1;
        while (first[i] > place) {
            i--;
        }
        return ranges.get(i).from() + place - first[i];
    }
}
