package dev.drlab.lab.activation;

import static org.awaitility.Awaitility.await;

import dev.drlab.contract.threads.DaemonThreads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application that knows nothing of drlab: a role and a schema of its own, connections that it keeps, transactions of two
 * statements over several tables; it finds the writer by a URL with both databases in it. It remembers which of its
 * transactions were acknowledged.
 */
final class ForeignLoad implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int ACCOUNTS = 100;

    private final String url;
    private final Properties login = new Properties();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong next = new AtomicLong();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean stopped;

    /** @param ports of both databases on 127.0.0.1 */
    ForeignLoad(int[] ports, String role, String password) throws SQLException {
        url = "jdbc:postgresql://127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1]
                + "/drlab?targetServerType=primary&hostRecheckSeconds=0&sslmode=disable";
        login.setProperty("user", role);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "5");
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS bank");
            statement.execute("CREATE TABLE IF NOT EXISTS bank.account (id int PRIMARY KEY, balance bigint NOT NULL)");
            statement.execute("INSERT INTO bank.account SELECT i, 0 FROM generate_series(0, " + (ACCOUNTS - 1)
                    + ") i ON CONFLICT DO NOTHING");
            statement.execute("CREATE TABLE IF NOT EXISTS bank.history (id bigint PRIMARY KEY, account int NOT NULL)");
        }
    }

    /** Begins to write. */
    void start() {
        for (int i = 0; i < WORKERS; i++) {
            Thread worker = DaemonThreads.of("foreign-load-" + i, this::work);
            workers.add(worker);
            worker.start();
        }
    }

    /** Waits until so many more transactions were acknowledged. */
    void awaitAcknowledged(int more) {
        int wanted = acknowledged.size() + more;
        await(more + " more transactions of the foreign application")
                .atMost(Duration.ofSeconds(60))
                .until(() -> acknowledged.size() >= wanted);
    }

    /** The ids in {@code bank.history} of all acknowledged transactions. */
    Set<Long> acknowledged() {
        return acknowledged;
    }

    private void work() {
        while (!stopped) {
            try (Connection connection = DriverManager.getConnection(url, login)) {
                connection.setAutoCommit(false);
                transfer(connection);
            } catch (SQLException e) {
                // its session was ended, or it may not log in: it tries again, as a pool does
            }
        }
    }

    private void transfer(Connection connection) throws SQLException {
        try (PreparedStatement account =
                        connection.prepareStatement("UPDATE bank.account SET balance = balance + 1 WHERE id = ?");
                PreparedStatement history = connection.prepareStatement("INSERT INTO bank.history VALUES (?, ?)")) {
            while (!stopped) {
                long id = next.incrementAndGet();
                int to = (int) (id % ACCOUNTS);
                account.setInt(1, to);
                account.executeUpdate();
                history.setLong(1, id);
                history.setInt(2, to);
                history.executeUpdate();
                connection.commit();
                acknowledged.add(id);
            }
        }
    }

    /** Ends when its workers have. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread worker : workers) {
            worker.join(Duration.ofSeconds(30).toMillis());
        }
    }
}
