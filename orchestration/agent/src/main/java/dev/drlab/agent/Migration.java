package dev.drlab.agent;

import dev.drlab.contract.database.DatabaseNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.util.PasswordUtil;

/** Creates the service's roles and schema. May be run again: roles keep their LOGIN state, passwords are set anew. */
final class Migration {
    private static final int SALT_BYTES = 16;
    private static final int ITERATIONS_BEFORE_16 = 4096;

    private final Connection connection;

    Migration(Connection connection) {
        this.connection = connection;
    }

    void run(String writerPassword, String readerPassword) throws SQLException {
        // The writer is born closed: only activate opens it.
        createRole(DatabaseNames.WRITER_ROLE, "NOLOGIN", writerPassword);
        createRole(DatabaseNames.READER_ROLE, "LOGIN", readerPassword);
        applySchema();
    }

    /**
     * The tables, and the routines of the fence, as this agent needs them; the roles must be there.
     */
    void applySchema() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(resource("schema.sql") + resource("fence.sql")); // one transaction
        }
    }

    private void createRole(String role, String login, String password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement, role)) {
                statement.execute("CREATE ROLE " + role + " " + login);
            }
            statement.execute("ALTER ROLE " + role + " PASSWORD " + statement.enquoteLiteral(verifier(password)));
        }
    }

    /** A SCRAM-SHA-256 verifier, made here: servers log such statements as they were sent. */
    private String verifier(String password) throws SQLException {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return PasswordUtil.encodeScramSha256(password.toCharArray(), iterations(), salt);
    }

    /** The server's own setting; before PostgreSQL 16 there was none, and every verifier had 4096. */
    private int iterations() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('scram_iterations', true)")) {
            row.next();
            String setting = row.getString(1);
            return setting == null || setting.isEmpty() ? ITERATIONS_BEFORE_16 : Integer.parseInt(setting);
        }
    }

    private static boolean exists(Statement statement, String role) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            return row.next();
        }
    }

    private static String resource(String name) {
        try (InputStream in = Migration.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
