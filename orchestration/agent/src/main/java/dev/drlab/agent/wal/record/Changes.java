package dev.drlab.agent.wal.record;

import java.util.HashMap;
import java.util.Map;

/** The changes of a transaction so far. */
public final class Changes {
    private final Map<FileNode, RowCounts> rows = new HashMap<>(2);
    private boolean message;

    void add(FileNode file, RowCounts counts) {
        rows.merge(file, counts, RowCounts::plus);
    }

    /** Notes that it wrote a logical message, which takes effect with its commit. */
    void addMessage() {
        message = true;
    }

    /** Adds those of another one, such as a subtransaction. */
    public void add(Changes other) {
        other.rows.forEach(this::add);
        message |= other.message;
    }

    /** The rows that were changed, by file. */
    public Map<FileNode, RowCounts> rows() {
        return rows;
    }

    /** Whether it wrote a logical message. */
    public boolean hasMessage() {
        return message;
    }
}
