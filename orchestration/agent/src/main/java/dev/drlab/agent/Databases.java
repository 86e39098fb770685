package dev.drlab.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.database.DatabaseNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens the agent's database connections, each with a bounded wait. */
final class Databases {
    /** The name of the agent's sessions in {@code pg_stat_activity}; {@code fence.sql} knows them by it. */
    static final String APPLICATION_NAME = "drlab-agent";

    private static final int VALID_SECONDS = 1;
    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+/)[^?]*(.*)");

    private final AgentConfig config;
    /** To the own database, for whichever action needs one next. */
    private final AtomicReference<Connection> ahead = new AtomicReference<>();
    /** To the peer's, for the drain: a login there takes some six round trips between the regions. */
    private final AtomicReference<Connection> peerAhead = new AtomicReference<>();

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
        swap(ahead, connection);
    }

    /** Leaves a connection to the peer that works, and ends the wait for an answer as {@link #peer(Duration)} had it. */
    void leavePeer(Connection connection) throws SQLException {
        swap(peerAhead, connection);
    }

    /** The connection that {@link #leavePeer} left; it may have broken since. */
    Optional<Connection> peerLeft() {
        return Optional.ofNullable(peerAhead.getAndSet(null));
    }

    /** Lets an answer of {@code connection} take as long as any other's. No round trip. */
    void waitLonger(Connection connection) throws SQLException {
        connection.setNetworkTimeout(
                Runnable::run, Math.toIntExact(config.databaseTimeout().toMillis()));
    }

    /** Closes what was left. */
    void forget() throws SQLException {
        swap(ahead, null);
        swap(peerAhead, null);
    }

    private static void swap(AtomicReference<Connection> place, Connection next) throws SQLException {
        Connection former = place.getAndSet(next);
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

    /**
     * The peer's database as {@link Replication#describe} tells of it; empty when it does not answer within the fence's
     * limit.
     */
    Optional<JsonNode> peerStatus() {
        try (Connection connection = peer(config.fenceTimeout())) {
            return Optional.of(new Replication(connection).describe(Optional.empty()));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** Another database of the own server. */
    Connection own(String database) throws SQLException {
        return own(database, config.databaseTimeout());
    }

    Connection own(String database, Duration timeout) throws SQLException {
        return agent(withDatabase(config.databaseUrl(), database), timeout);
    }

    /** Another database of the peer's server. */
    Connection peer(String database) throws SQLException {
        return peer(database, config.databaseTimeout());
    }

    Connection peer(String database, Duration timeout) throws SQLException {
        return agent(withDatabase(config.peerDatabaseUrl(), database), timeout);
    }

    /** The JDBC URL with another database in it. */
    static String withDatabase(String url, String database) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no JDBC URL of a PostgreSQL database: " + url);
        }
        return parts.group(1) + URLEncoder.encode(database, StandardCharsets.UTF_8) + parts.group(2);
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
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        properties.setProperty("assumeMinServerVersion", "14"); // saves a login two round trips
        return DriverManager.getConnection(url, properties);
    }
}
