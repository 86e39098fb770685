package dev.drlab.agent;

import dev.drlab.authority.DatabaseNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Opens the agent's database connections, each with a bounded wait. */
final class Databases {
    private final AgentConfig config;

    Databases(AgentConfig config) {
        this.config = config;
    }

    Connection own() throws SQLException {
        return agent(config.databaseUrl(), config.databaseTimeout());
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
