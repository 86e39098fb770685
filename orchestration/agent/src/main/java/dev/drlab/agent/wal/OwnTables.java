package dev.drlab.agent.wal;

import java.util.Set;

/**
 * The categories of drlab's tables. Every table of {@code schema.sql} and {@code fence.sql} is named here; a test holds
 * it.
 */
final class OwnTables {
    private static final Set<String> LISTED = Set.of("public.items", "public.drlab_canary");

    private static final Set<String> MARKERS = Set.of(
            "public.drlab_epoch",
            "public.drlab_drain",
            "public.drlab_probe",
            "public.drlab_fenced_role",
            "public.drlab_branch");

    private OwnTables() {}

    /** The kind of a table in drlab's database; {@code name} with its schema. */
    static Relation.Kind kind(String name) {
        if (LISTED.contains(name)) {
            return Relation.Kind.LISTED;
        }
        return MARKERS.contains(name) ? Relation.Kind.MARKER : Relation.Kind.TABLE;
    }
}
