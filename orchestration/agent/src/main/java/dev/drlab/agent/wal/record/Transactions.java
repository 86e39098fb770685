package dev.drlab.agent.wal.record;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts WAL records together to transactions. Holds what is open: as much memory as there are transactions and
 * subtransactions under way at once, however long the WAL is. Takes the records in their order.
 */
public final class Transactions {
    private final Map<Long, Changes> open = new HashMap<>();
    private final Map<String, FileNode> files = new HashMap<>();
    private final Consumer<Committed> committed;

    /** @param committed is told each transaction's commit */
    public Transactions(Consumer<Committed> committed) {
        this.committed = committed;
    }

    /** @throws WalFormatException when the record is not understood */
    public void add(WalRow row) {
        switch (row.manager()) {
            case "Heap", "Heap2" -> heap(row);
            case "Transaction" -> EndRecord.kind(row.type()).ifPresent(kind -> end(row, kind));
            case "LogicalMessage" -> message(row);
            default -> {
                // changes no row
            }
        }
    }

    private void heap(WalRow row) {
        if (row.xid() == 0) {
            return; // pruning and the like belong to no transaction
        }
        HeapRecord.change(row.type(), row.description()).ifPresent(change -> {
            FileNode file = files.computeIfAbsent(key(row), key -> FileNode.ofBlock(row.type(), row.block()));
            changesOf(row.xid()).add(file, change);
        });
    }

    /** Without the block's number: as many keys as there are relations. */
    private static String key(WalRow row) {
        int end = row.block() == null ? -1 : row.block().indexOf(" fork ");
        return end < 0 ? "" : row.block().substring(0, end);
    }

    /** A message that does not wait for the commit is nobody's to lose. */
    private void message(WalRow row) {
        if (row.xid() != 0 && row.description().startsWith("transactional")) {
            changesOf(row.xid()).addMessage();
        }
    }

    private Changes changesOf(long xid) {
        return open.computeIfAbsent(xid, id -> new Changes());
    }

    private void end(WalRow row, EndRecord.Kind kind) {
        EndRecord end = EndRecord.parse(row.type(), row.description());
        long xid = end.prepared().orElse(row.xid());
        if (xid == 0) {
            return; // a commit that only tells others of changed catalogs
        }
        Changes all = new Changes();
        long oldest = xid;
        take(xid, all);
        for (long sub : end.subtransactions()) {
            take(sub, all);
            oldest = Xids.older(sub, oldest);
        }
        if (kind == EndRecord.Kind.COMMIT) {
            committed.accept(new Committed(xid, oldest, end.subtransactions(), row.start(), end.at(), all));
        }
    }

    private void take(long xid, Changes all) {
        Changes ended = open.remove(xid);
        if (ended != null) {
            all.add(ended);
        }
    }

    /** The changes so far of a transaction or subtransaction that has not ended yet. */
    public Changes stillOpen(long xid) {
        return open.getOrDefault(xid, new Changes());
    }
}
