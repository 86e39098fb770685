package dev.drlab.service.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One long-lived connection for the guard's looks, with one query; reconnects when it broke. Separate from the pools so
 * that a reading never queues behind requests, and never waits for a pool's own pauses between connection attempts.
 */
final class Session implements AutoCloseable {
    /** An answer that takes longer means that the database is as good as dead. */
    private static final int ANSWER_SECONDS = 1;

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Role role;
    private Connection connection;

    Session(Role role) {
        this.role = role;
    }

    /** Turns the first row into an answer. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs {@code query}, connecting first if need be; on failure the connection is dropped. */
    <T> T ask(String query, RowReader<T> reader, String... parameters) throws SQLException {
        try {
            if (connection == null) {
                connection = role.connect(ANSWER_SECONDS);
            }
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setString(i + 1, parameters[i]);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    return reader.read(rows);
                }
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** Drops the connection; the next {@link #ask} makes a new one. */
    @Override
    public void close() {
        Connection dropped = connection;
        connection = null;
        if (dropped != null) {
            try {
                dropped.close();
            } catch (SQLException e) {
                log.debug("closing a session of {}: {}", role.name(), e.toString());
            }
        }
    }
}
