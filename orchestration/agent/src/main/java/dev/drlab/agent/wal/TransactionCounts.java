package dev.drlab.agent.wal;

/**
 * Committed transactions beyond the branch.
 *
 * @param changedRows changed rows of tables
 * @param foreign of those, changed a table that is not drlab's items or canaries
 * @param other changed no row of a table, but schema, roles or a logical message
 * @param markers drlab's own: epoch, drain, probe, and the roles that it closes and opens
 * @param statistics of ANALYZE alone
 * @param managed in a database of the managed service's own
 * @param empty row locks, sequences, upkeep: nothing that a commit keeps
 */
public record TransactionCounts(
        long changedRows, long foreign, long other, long markers, long statistics, long managed, long empty) {
    /** Transactions of applications. */
    public long lost() {
        return changedRows + other;
    }
}
