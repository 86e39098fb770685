package dev.drlab.agent;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database that an older agent migrated lacks routines of this one. Where waiting for somebody to invoke {@code migrate}
 * would keep a failover waiting, the schema is brought up to date in passing.
 */
final class OutdatedSchema {
    private OutdatedSchema() {}

    /** Something that asks the database. */
    interface Step<T> {
        T run() throws SQLException;
    }

    /** Runs the step; once more after the schema was applied, when the database lacked a routine. */
    static <T> T mendAndRepeat(Connection connection, Step<T> step) throws SQLException {
        try {
            return step.run();
        } catch (SQLException e) {
            if (!DatabaseFence.isOutdated(e)) {
                throw e;
            }
            new Migration(connection).applySchema();
            return step.run();
        }
    }
}
