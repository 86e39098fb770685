package dev.drlab.verifier.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;

/** Opens connections that give up in bounded time. */
public final class Connections {
    private static final int CONNECT_SECONDS = 2;

    private Connections() {}

    /**
     * Connects within a few seconds or not at all.
     *
     * @param answerMillis how long the server may take to answer a statement before the connection counts as lost
     */
    public static Connection open(Endpoint endpoint, Login login, int answerMillis) throws SQLException {
        // The second limit is the handshake's, at first.
        Properties properties = properties(login, "drlab-canary", CONNECT_SECONDS, CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("loggerLevel", "OFF");
        Connection connection = DriverManager.getConnection(endpoint.jdbcUrl(), properties);
        try {
            connection.setNetworkTimeout(Runnable::run, answerMillis);
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
        return connection;
    }

    /**
     * Connects for something that is asked once.
     *
     * @param application the name under which the server shows the session
     * @param connectSeconds how long the server may take to accept the connection
     * @param answerSeconds how long it may take to answer a statement
     */
    public static Connection open(
            Endpoint endpoint, Login login, String application, int connectSeconds, int answerSeconds)
            throws SQLException {
        return DriverManager.getConnection(
                endpoint.jdbcUrl(), properties(login, application, connectSeconds, answerSeconds));
    }

    private static Properties properties(Login login, String application, int connectSeconds, int answerSeconds) {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        login.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", application);
        properties.setProperty("connectTimeout", Integer.toString(connectSeconds));
        properties.setProperty("socketTimeout", Integer.toString(answerSeconds));
        return properties;
    }

    /**
     * Whether settings of the session stay with it. Not where {@code prepareThreshold=0} in the URL says that a pooler in
     * transaction mode is on the way: they would go to the other users of its connections.
     */
    public static boolean isOwnSession(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getPrepareThreshold() > 0;
    }

    /** Closes what is broken anyway, or done with. */
    public static void closeQuietly(AutoCloseable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (Exception ignored) {
            // A connection that can not say goodbye is gone, which is what was wanted.
        }
    }
}
