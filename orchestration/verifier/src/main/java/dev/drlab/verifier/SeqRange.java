package dev.drlab.verifier;

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
}
