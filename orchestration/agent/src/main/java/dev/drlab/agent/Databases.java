package dev.drlab.agent;

import dev.drlab.authority.DatabaseNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

/** Opens the agent's database connections, each with a bounded wait. */
final class Databases {
    private static final int VALID_SECONDS = 1;

    private final AgentConfig config;
    /** To the own database, for whichever action needs one next. */
    private final AtomicReference<Connection> ahead = new AtomicReference<>();

    Databases(AgentConfig config) {
        this.config = config;
    }

    Connection own() throws SQLException {
        Connection ready = ahead.getAndSet(null);
        if (ready != null) {
            if (ready.isValid(VALID_SECONDS)) {
                return ready;
            }
            ready.close();
        }
        return agent(config.databaseUrl(), config.databaseTimeout());
    }

    /** Logs in for the next {@link #own}, where that works. */
    void prepareOwn() {
        try {
            leave(own());
        } catch (SQLException e) {
            // the action that needs it says why not
        }
    }

    /** Leaves a connection that works to the next {@link #own}; the action after it need not log in. */
    void leave(Connection connection) throws SQLException {
        swap(connection);
    }

    /** Closes what was left. */
    void forget() throws SQLException {
        swap(null);
    }

    private void swap(Connection next) throws SQLException {
        Connection former = ahead.getAndSet(next);
        if (former != null) {
            former.close();
        }
    }

    Connection peer() throws SQLException {
        return peer(config.databaseTimeout());
    }

    Connection peer(Duration timeout) throws SQLException {
        return agent(config.peerDatabaseUrl(), timeout);
    }

    Connection ownAsWriter() throws SQLException {
        return connect(
                config.databaseUrl(), DatabaseNames.WRITER_ROLE, config.writerPassword(), config.databaseTimeout());
    }

    Connection peerAsWriter() throws SQLException {
        return connect(
                config.peerDatabaseUrl(), DatabaseNames.WRITER_ROLE, config.writerPassword(), config.databaseTimeout());
    }

    private Connection agent(String url, Duration timeout) throws SQLException {
        return connect(url, config.agentUser(), config.agentPassword(), timeout);
    }

    private static Connection connect(String url, String user, String password, Duration timeout) throws SQLException {
        String seconds = Long.toString(timeout.toSeconds());
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("ApplicationName", "drlab-agent");
        return DriverManager.getConnection(url, properties);
    }
}
