package dev.drlab.agent.wal;

import java.util.HashMap;
import java.util.Map;

/** The changes of a transaction so far. */
final class Changes {
    private final Map<FileNode, RowCounts> rows = new HashMap<>(2);
    private boolean message;

    void add(FileNode file, RowCounts counts) {
        rows.merge(file, counts, RowCounts::plus);
    }

    /** Notes that it wrote a logical message, which takes effect with its commit. */
    void addMessage() {
        message = true;
    }

    void add(Changes other) {
        other.rows.forEach(this::add);
        message |= other.message;
    }

    Map<FileNode, RowCounts> rows() {
        return rows;
    }

    boolean hasMessage() {
        return message;
    }
}
