package dev.drlab.verifier.measure;

/**
 * Canaries that were due and not written; they have no sequence number. What was due while nothing kept a writer back was
 * missed by the verifier: its machine, or its connections, cannot keep the rate.
 *
 * @param schedule missed though the writer answered and a connection was free or busy for a moment only
 * @param busy missed while a commit had not been answered
 * @param withoutWriter missed while no connection to a writer was open
 */
public record Skipped(long schedule, long busy, long withoutWriter) {
    /** None. */
    public static final Skipped NONE = new Skipped(0, 0, 0);

    /** Checks that no count is negative. */
    public Skipped {
        if (schedule < 0 || busy < 0 || withoutWriter < 0) {
            throw new IllegalArgumentException("no count of skipped canaries may be negative");
        }
    }

    /** All of them. */
    public long total() {
        return schedule + busy + withoutWriter;
    }

    Skipped plus(Skipped other) {
        return new Skipped(schedule + other.schedule, busy + other.busy, withoutWriter + other.withoutWriter);
    }
}
