package dev.drlab.agent.wal.record;

import java.util.Optional;

/**
 * The effect on rows of a record of the resource managers Heap and Heap2. PostgreSQL 15 describes them as {@code 3
 * tuples flags 0x02}, later ones as {@code ntuples: 3, flags: 0x02}. Flags are those of {@code heapam_xlog.h}.
 */
final class HeapRecord {
    /** A speculative insertion ({@code ON CONFLICT}) takes its own row back. */
    private static final int DELETE_IS_SUPER = 0x08;
    /** The first half of an update that moves the row to another partition. */
    private static final int DELETE_IS_PARTITION_MOVE = 0x10;

    private HeapRecord() {}

    /**
     * The change; empty for what changes no row: locks, pruning, freezing, visibility, changes in place.
     *
     * @throws WalFormatException when a change is described in an unknown way
     */
    static Optional<RowCounts> change(String type, String description) {
        int plus = type.indexOf('+'); // +INIT: on a new page
        return switch (plus < 0 ? type : type.substring(0, plus)) {
            case "INSERT" -> Optional.of(new RowCounts(1, 0, 0));
            case "MULTI_INSERT" -> Optional.of(new RowCounts(tuples(type, description), 0, 0));
            case "UPDATE", "HOT_UPDATE" -> Optional.of(new RowCounts(0, 1, 0));
            case "DELETE" -> Optional.of(delete(flags(type, description)));
            default -> Optional.empty();
        };
    }

    private static RowCounts delete(int flags) {
        if ((flags & DELETE_IS_SUPER) != 0) {
            return new RowCounts(-1, 0, 0);
        }
        return (flags & DELETE_IS_PARTITION_MOVE) != 0 ? new RowCounts(-1, 1, 0) : new RowCounts(0, 0, 1);
    }

    private static long tuples(String type, String description) {
        int named = description.indexOf("ntuples: ");
        int from = named < 0 ? 0 : named + "ntuples: ".length();
        int to = from;
        while (to < description.length() && Character.isDigit(description.charAt(to))) {
            to++;
        }
        if (to == from || (named < 0 && !description.startsWith(" tuples", to))) {
            throw new WalFormatException(type, description);
        }
        return Long.parseLong(description, from, to, 10);
    }

    private static int flags(String type, String description) {
        int named = description.indexOf("flags");
        int hex = named < 0 ? -1 : description.indexOf("0x", named);
        if (hex < 0 || description.length() < hex + 4) {
            throw new WalFormatException(type, description);
        }
        try {
            return Integer.parseInt(description, hex + 2, hex + 4, 16);
        } catch (NumberFormatException e) {
            throw new WalFormatException(type, description);
        }
    }
}
