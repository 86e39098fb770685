package dev.drlab.agent.wal;

import dev.drlab.agent.wal.record.Committed;
import dev.drlab.agent.wal.record.FileNode;
import dev.drlab.agent.wal.record.RowCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sums up committed transactions by what they changed. */
final class Tally {
    /** Says whose a file is. */
    @FunctionalInterface
    interface Names {
        Relation of(FileNode file) throws SQLException;
    }

    private static final String UNREAD = Relations.UNKNOWN + " (its changes lie before the WAL that was read)";

    /** What a part of a transaction shows of the whole, whatever the rest of it is. */
    private static final Set<Relation.Kind> DECISIVE = EnumSet.of(
            Relation.Kind.TABLE,
            Relation.Kind.LISTED,
            Relation.Kind.CATALOG,
            Relation.Kind.MARKER,
            Relation.Kind.MANAGED);

    private final Names names;
    private final Map<String, RelationChanges> relations = new TreeMap<>();
    private long changedRows;
    private long foreign;
    private long other;
    private long markers;
    private long statistics;
    private long managed;
    private long empty;
    private Instant first;
    private Instant last;

    Tally(Names names) {
        this.names = names;
    }

    void add(Committed transaction) throws SQLException {
        classify(kindsWithRows(transaction), transaction.changes().hasMessage(), transaction.at());
    }

    /**
     * It may have changed more rows before the WAL that was read. So what was read makes it upkeep only where nobody
     * but drlab's agent, or the managed service, changes such a table at all: rows of ANALYZE, or none, may be the rest
     * of an application's transaction.
     */
    void addIncomplete(Committed transaction) throws SQLException {
        Set<Relation.Kind> kinds = kindsWithRows(transaction);
        boolean message = transaction.changes().hasMessage();
        if (message || kinds.stream().anyMatch(DECISIVE::contains)) {
            classify(kinds, message, transaction.at());
        } else {
            relations.merge(UNREAD, new RelationChanges(UNREAD, 1, RowCounts.NONE), RelationChanges::plus);
            classify(Set.of(Relation.Kind.TABLE), false, transaction.at());
        }
    }

    /** What it changed; adds the rows of tables to the relations. */
    private Set<Relation.Kind> kindsWithRows(Committed transaction) throws SQLException {
        Set<Relation.Kind> kinds = new HashSet<>();
        Map<String, RowCounts> rows = new TreeMap<>();
        for (Map.Entry<FileNode, RowCounts> changed :
                transaction.changes().rows().entrySet()) {
            Relation relation = names.of(changed.getKey());
            if (!relation.isCounted()) {
                kinds.add(relation.kind());
            } else if (!changed.getValue().isNone()) {
                kinds.add(relation.kind());
                rows.merge(relation.name(), changed.getValue(), RowCounts::plus);
            }
        }
        rows.forEach(
                (name, counts) -> relations.merge(name, new RelationChanges(name, 1, counts), RelationChanges::plus));
        return kinds;
    }

    private void classify(Set<Relation.Kind> kinds, boolean message, Instant at) {
        if (kinds.contains(Relation.Kind.TABLE) || kinds.contains(Relation.Kind.LISTED)) {
            changedRows++;
            foreign += kinds.contains(Relation.Kind.TABLE) ? 1 : 0;
            seen(at);
        } else if (kinds.contains(Relation.Kind.MARKER) && !message) {
            markers++; // with the roles that it closes or opens
        } else if (kinds.contains(Relation.Kind.MANAGED) && !message) {
            managed++;
        } else if (kinds.contains(Relation.Kind.CATALOG) || message) {
            other++;
            seen(at);
        } else if (kinds.contains(Relation.Kind.STATISTICS)) {
            statistics++;
        } else {
            empty++;
        }
    }

    private void seen(Instant at) {
        first = first == null || at.isBefore(first) ? at : first;
        last = last == null || at.isAfter(last) ? at : last;
    }

    TransactionCounts counts() {
        return new TransactionCounts(changedRows, foreign, other, markers, statistics, managed, empty);
    }

    Map<String, RelationChanges> relations() {
        return relations;
    }

    /** When the first of the counted committed; null when there is none. */
    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }
}
