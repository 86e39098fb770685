package dev.drlab.agent;

import dev.drlab.authority.DatabaseNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates the service's roles and schema. May be run again: roles keep their LOGIN state, passwords are set anew. */
final class Migration {
    private final Connection connection;

    Migration(Connection connection) {
        this.connection = connection;
    }

    void run(String writerPassword, String readerPassword) throws SQLException {
        // The writer is born closed: only activate opens it.
        createRole(DatabaseNames.WRITER_ROLE, "NOLOGIN", writerPassword);
        createRole(DatabaseNames.READER_ROLE, "LOGIN", readerPassword);
        try (Statement statement = connection.createStatement()) {
            statement.execute(schema());
        }
    }

    private void createRole(String role, String login, String password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement, role)) {
                statement.execute("CREATE ROLE " + role + " " + login);
            }
            statement.execute("ALTER ROLE " + role + " PASSWORD " + statement.enquoteLiteral(password));
        }
    }

    private static boolean exists(Statement statement, String role) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            return row.next();
        }
    }

    private static String schema() {
        try (InputStream in = Migration.class.getResourceAsStream("schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
