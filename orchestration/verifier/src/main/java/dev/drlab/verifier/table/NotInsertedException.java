package dev.drlab.verifier.table;

import java.sql.SQLException;

/** The server acknowledged an insert that inserted no such row: a commit, but not of this canary. */
public final class NotInsertedException extends SQLException {
    private static final long serialVersionUID = 1L;

    /** The database took the statement and inserted nothing. */
    public NotInsertedException() {
        super("the server acknowledged the insert without inserting the row: a trigger or rule on " + CanaryTable.NAME
                + " drops or changes it; remove that from the table");
    }
}
