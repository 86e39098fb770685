package dev.drlab.agent.wal.record;

/**
 * Changes of rows. A part may be negative for a single file: what a speculative insertion took back, or the half of a row
 * that moved to another partition.
 *
 * @param inserted rows
 * @param updated rows, each as often as it was updated
 * @param deleted rows
 */
public record RowCounts(long inserted, long updated, long deleted) {
    /** No row. */
    public static final RowCounts NONE = new RowCounts(0, 0, 0);

    /** The sum of both. */
    public RowCounts plus(RowCounts other) {
        return new RowCounts(inserted + other.inserted, updated + other.updated, deleted + other.deleted);
    }

    /** Whether all are 0. */
    public boolean isNone() {
        return inserted == 0 && updated == 0 && deleted == 0;
    }

    /** All rows. */
    public long sum() {
        return inserted + updated + deleted;
    }
}
