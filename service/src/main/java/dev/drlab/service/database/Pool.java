package dev.drlab.service.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.service.request.RequestDeadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection pool that can be switched off and on. Off, it refuses at once. It is switched on when a login has just
 * worked or is expected to, and off when one fails, so that it never stays in the growing pauses with which a pool meets a
 * dead database.
 */
public final class Pool implements AutoCloseable {
    private static final int ANSWER_SECONDS = 3;
    /** HikariCP's shortest, as its wait is the same for all requests, however little time one has left. */
    private static final long ONE_WAIT_MILLIS = 250;

    private static final int KEPT_READY = 2;
    /** More than these would only hold threads that health checks need. */
    private static final int MOST_WAITING = 64;

    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    private final Role role;
    private final int size;
    private final AdmissionLimiter turn;
    private final AtomicReference<HikariDataSource> source = new AtomicReference<>();
    /** Opening a pool logs in, and closing it waits for its connections to end; nobody else has to wait for either. */
    private final ExecutorService helper;

    /** At most {@code size} connections; none is open yet. */
    public Pool(Role role, int size) {
        this.role = role;
        this.size = size;
        this.turn = new AdmissionLimiter(size, MOST_WAITING);
        this.helper = Executors.newSingleThreadExecutor(DaemonThreads.named("pool-helper-" + role.name()));
    }

    /** Switches it on; does nothing when it is. */
    synchronized void open() {
        if (source.get() == null) {
            HikariDataSource opened = new HikariDataSource(settings());
            source.set(opened);
            helper.execute(() -> logIn(opened));
        }
    }

    /** The pool itself would log in for the first request, or after a while. */
    private void logIn(HikariDataSource opened) {
        try {
            opened.getConnection().close();
        } catch (SQLException e) {
            log.debug("no first connection of {} yet: {}", role.name(), e.toString());
        }
    }

    /** Switches it off: breaks the connections that are in use and refuses new ones. Does not wait. */
    synchronized void shut() {
        HikariDataSource old = source.getAndSet(null);
        if (old != null) {
            helper.execute(old::close);
        }
    }

    /** A connection, to be given back by closing this. */
    public final class Lease implements AutoCloseable {
        private final Connection connection;

        private Lease(Connection connection) {
            this.connection = connection;
        }

        /** The connection, as long as it is held. */
        public Connection connection() {
            return connection;
        }

        @Override
        public void close() throws SQLException {
            try {
                connection.close();
            } finally {
                turn.leave();
            }
        }
    }

    /**
     * A connection within the time limit; of those who wait, the newest comes first. May take
     * {@value #ONE_WAIT_MILLIS} ms more than the limit, and as much again when a connection comes late and is dead.
     *
     * @throws SQLTransientConnectionException when there is none to be had; nothing was sent to the database
     */
    public Lease take(RequestDeadline timeLimit) throws SQLException {
        if (!turn.enter(timeLimit)) {
            throw new SQLTransientConnectionException("all " + size + " of " + role.name()
                    + " were in use for as long as the client of this request waits");
        }
        boolean taken = false;
        try {
            Lease lease = new Lease(connection(timeLimit));
            taken = true;
            return lease;
        } finally {
            if (!taken) {
                turn.leave();
            }
        }
    }

    private Connection connection(RequestDeadline timeLimit) throws SQLException {
        HikariDataSource current = source.get();
        if (current == null) {
            throw new SQLTransientConnectionException("the pool of " + role.name() + " is off");
        }
        Connection connection = borrow(current, timeLimit);
        if (timeLimit.over()) {
            connection.close();
            throw new SQLTransientConnectionException(
                    "a connection of " + role.name() + " came too late for the client of this request");
        }
        return connection;
    }

    private static Connection borrow(HikariDataSource source, RequestDeadline timeLimit) throws SQLException {
        while (true) {
            try {
                return source.getConnection();
            } catch (SQLTransientConnectionException e) { // after a whole wait; its message says why
                if (timeLimit.over()) {
                    throw e;
                }
            }
        }
    }

    /** Requests that wait for a connection. */
    public int waiting() {
        return turn.waiting()
                + counters().map(HikariPoolMXBean::getThreadsAwaitingConnection).orElse(0);
    }

    /** Its counters, empty while it is off. */
    public Optional<HikariPoolMXBean> counters() {
        return Optional.ofNullable(source.get()).map(HikariDataSource::getHikariPoolMXBean);
    }

    private HikariConfig settings() {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(role.name());
        settings.setDriverClassName("org.postgresql.Driver");
        settings.setJdbcUrl(role.url());
        settings.setDataSourceProperties(role.properties(ANSWER_SECONDS));
        settings.setMaximumPoolSize(size);
        settings.setMinimumIdle(Math.min(KEPT_READY, size));
        settings.setConnectionTimeout(ONE_WAIT_MILLIS);
        settings.setValidationTimeout(ONE_WAIT_MILLIS);
        settings.setInitializationFailTimeout(-1);
        return settings;
    }

    /** Switches it off for good. */
    @Override
    public void close() {
        shut();
        helper.shutdown();
    }
}
