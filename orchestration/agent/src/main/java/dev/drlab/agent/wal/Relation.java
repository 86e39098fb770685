package dev.drlab.agent.wal;

import java.util.Objects;

/**
 * Whose a file is.
 *
 * @param kind what it counts as
 * @param name for people; partitions have their table's
 */
record Relation(Kind kind, String name) {
    Relation {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** The category of its changes. */
    enum Kind {
        /** An application's table, or one that is not known any more. */
        TABLE,
        /** A table of drlab's whose rows are listed one by one: items and canaries. */
        LISTED,
        /** A table that drlab keeps its own state in. */
        MARKER,
        /** Values too large for their row, which is counted itself. */
        TOAST,
        /** Written by ANALYZE. */
        STATISTICS,
        /** Any other catalog: schema, roles. */
        CATALOG,
        /** In a database of the managed service's own, such as RDS's heartbeat. */
        MANAGED
    }

    /** Whether its rows are an application's. */
    boolean isCounted() {
        return kind == Kind.TABLE || kind == Kind.LISTED;
    }
}
