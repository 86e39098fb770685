package dev.drlab.agent.wal;

import dev.drlab.agent.wal.record.RowCounts;

/**
 * The changes to one relation beyond the branch.
 *
 * @param name with its schema; partitions count for their table
 * @param transactions that changed its rows
 * @param rows changed
 */
public record RelationChanges(String name, long transactions, RowCounts rows) {
    RelationChanges plus(RelationChanges more) {
        return new RelationChanges(name, transactions + more.transactions, rows.plus(more.rows));
    }
}
