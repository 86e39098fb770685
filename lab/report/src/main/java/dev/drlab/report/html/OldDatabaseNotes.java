package dev.drlab.report.html;

import dev.drlab.report.OldDatabase;
import dev.drlab.report.Quantity;

/** Notes on the table of an old database's rows. */
final class OldDatabaseNotes {
    private OldDatabaseNotes() {}

    /** In sentences; empty when there is nothing to say. */
    static String of(OldDatabase old) {
        StringBuilder notes = new StringBuilder();
        if (old.relationsLeftOut() != null && old.relationsLeftOut() > 0) {
            notes.append(Quantity.count(old.relationsLeftOut(), "more relation"))
                    .append(" not shown. ");
        }
        if (Boolean.FALSE.equals(old.rowsComplete())) {
            notes.append("Rows that these transactions changed before the WAL that is left are missing. ");
        }
        if (old.firstCommitAt() != null && old.lastCommitAt() != null) {
            notes.append("Committed from ")
                    .append(old.firstCommitAt())
                    .append(" to ")
                    .append(old.lastCommitAt());
            notes.append(".");
        }
        return notes.toString().strip();
    }
}
