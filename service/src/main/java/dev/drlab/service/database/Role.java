package dev.drlab.service.database;

import dev.drlab.contract.database.DatabaseNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/**
 * One database role, and how to log in as it. Every wait is bounded, so that a dead or frozen server costs a known time.
 *
 * @param name the role
 * @param url JDBC URL without user and password
 * @param password the role's
 */
public record Role(String name, String url, String password) {
    private static final int CONNECT_SECONDS = 1;

    /** The role that writes. */
    public static Role writer(String url, String password) {
        return new Role(DatabaseNames.WRITER_ROLE, url, password);
    }

    /** The role that only reads. */
    public static Role reader(String url, String password) {
        return new Role(DatabaseNames.READER_ROLE, url, password);
    }

    /** The driver's parameters that {@link #properties} sets. In a URL they would win over it. */
    public static Set<String> parameters() {
        return new Role("", "", "").properties(0).stringPropertyNames();
    }

    /** The properties for the driver; an answer that takes longer than {@code answerSeconds} breaks the connection. */
    Properties properties(int answerSeconds) {
        Properties properties = new Properties();
        properties.setProperty("user", name);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(answerSeconds));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("assumeMinServerVersion", "14"); // saves a login two round trips
        properties.setProperty("ApplicationName", "drlab-service");
        // a 201 means durable, whatever the server's default is
        properties.setProperty("options", "-c synchronous_commit=on");
        return properties;
    }

    /** A new connection outside any pool. */
    Connection connect(int answerSeconds) throws SQLException {
        Connection connection = new Driver().connect(url, properties(answerSeconds));
        if (connection == null) {
            throw new SQLException("the PostgreSQL driver does not accept the URL " + url);
        }
        return connection;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name + " at " + url;
    }
}
