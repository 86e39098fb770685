package dev.drlab.verifier.table;

import java.sql.SQLException;
import java.util.Optional;

/** A database has another canary table than the run's, or none: what it holds says nothing of the run. */
public final class ForeignRelationException extends SQLException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where names the database
     * @param expected the run's table
     * @param found the table of that name there, if there is one
     */
    ForeignRelationException(String where, CanaryRelation expected, Optional<CanaryRelation> found) {
        super("the canaries were written to " + expected + ", and " + where + " does not have that table: "
                + found.map(other -> "there " + CanaryTable.NAME + " is " + other)
                        .orElse("there is no " + CanaryTable.NAME + " in the search_path")
                + "; name the same database of the same system, with the same currentSchema");
    }
}
