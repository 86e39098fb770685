package dev.drlab.lab.simulation.postgres;

import dev.drlab.contract.waiting.Deadline;
import dev.drlab.contract.waiting.Observed;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.contract.waiting.Uninterrupted;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.LoopbackPort;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.lab.simulation.process.ProcessSpec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;

/**
 * One PostgreSQL server: a data directory, and while it runs a postmaster as direct child of the lab. Safe for use by
 * several threads; {@link #kill} and {@link #pause} do not wait for a start or a promotion that is under way.
 */
public final class PostgresServer {
    /** How a server is told to stop; the names are PostgreSQL's. */
    public enum StopMode {
        /** Ends the sessions, writes a checkpoint (SIGINT). */
        FAST("INT"),
        /** Ends at once; the next start recovers (SIGQUIT). */
        IMMEDIATE("QUIT");

        private final String signal;

        StopMode(String signal) {
            this.signal = signal;
        }
    }

    /** The superuser, whom only the lab's control plane uses. */
    public static final String SUPERUSER = "postgres";

    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(20);
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(5);
    /** A promotion copies the last segment to the new timeline and waits for the disk; 16 MB take it 0.2 s. */
    private static final int WAL_SEGMENT_MEGABYTES = 1;

    private static final int STATUS_LINE = 7;
    private static final int LOG_LINES = 6;

    private final LabHome home;
    private final PostgresBinaries binaries;
    private final ServerAccount account;
    private final PostgresSettings settings;
    private volatile Optional<ManagedProcess> process = Optional.empty();
    private volatile Optional<Upstream> upstream = Optional.empty();

    /** A server that does not run yet, and whose directory need not exist. */
    public PostgresServer(LabHome home, PostgresBinaries binaries, ServerAccount account, PostgresSettings settings) {
        this.home = home;
        this.binaries = binaries;
        this.account = account;
        this.settings = settings;
    }

    /** The specification that it was made from. */
    public PostgresSettings settings() {
        return settings;
    }

    /** The server's version, such as {@code 17.11}. */
    public String version() {
        return binaries.version();
    }

    /** Where the data is. */
    public Path dataDirectory() {
        return settings.directory().resolve("data");
    }

    /** Whether it has data to run on; what was copied only in part is none. */
    public boolean hasData() {
        return Files.isDirectory(dataDirectory());
    }

    /** Where the server's log is. */
    public Path logFile() {
        return settings.directory().resolve("postgres.log");
    }

    /**
     * Makes a new, empty cluster: UTF-8, C locale, passwords by scram-sha-256, WAL segments of 1 MB (RDS: 64 MB). Takes
     * about a second.
     *
     * @throws LabException when the directory is not empty or {@code initdb} fails
     */
    public synchronized void initialize() {
        try {
            createPrivate(dataDirectory());
            Path passwordFile = settings.directory().resolve("superuser-password");
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(passwordFile, settings.superuserPassword() + "\n");
                account.own(settings.directory());
                runInitdb(passwordFile);
            } finally {
                Files.deleteIfExists(passwordFile);
            }
            ServerConfiguration.adopt(dataDirectory());
        } catch (IOException e) {
            throw new LabException("cannot set up PostgreSQL in " + settings.directory() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts the server and returns when it accepts connections; after a crash, that includes recovery.
     *
     * @throws LabException when its port is busy, or it ends or is not ready within 60 s; the message has its last words
     * @throws IllegalStateException when it runs
     */
    public synchronized void start() {
        if (isRunning()) {
            throw new IllegalStateException("PostgreSQL " + settings.name() + " runs already");
        }
        home.clear(dataDirectory());
        if (!LoopbackPort.isFree(settings.port())) {
            throw new LabException("PostgreSQL " + settings.name() + " cannot start: port " + settings.port()
                    + " of 127.0.0.1 is in use; stop what listens there, or choose another port");
        }
        try {
            ServerConfiguration.write(dataDirectory(), settings, upstream);
            account.own(dataDirectory());
        } catch (IOException e) {
            throw new LabException("cannot configure PostgreSQL in " + dataDirectory() + ": " + e.getMessage(), e);
        }
        ManagedProcess started = home.start(new ProcessSpec(
                "postgres " + settings.name(),
                account.wrap(List.of(
                        binaries.program("postgres"), "-D", dataDirectory().toString())),
                Map.of("LC_ALL", "C"),
                logFile(),
                Optional.of(dataDirectory())));
        process = Optional.of(started);
        awaitReady(started);
    }

    /**
     * Stops the server and moves its data below its directory, to {@code moved/NAME}; the place is free then for another
     * server.
     *
     * @return the server of that data, which does not run yet
     * @throws LabException when the data cannot be moved
     */
    public synchronized PostgresServer moveTo(String name, int port) {
        stop(StopMode.FAST);
        Path directory = settings.directory().resolve("moved").resolve(name);
        try {
            Files.createDirectories(directory);
            if (hasData()) {
                Files.move(dataDirectory(), directory.resolve("data"));
            }
        } catch (IOException e) {
            throw new LabException("cannot move " + dataDirectory() + " to " + directory + ": " + e.getMessage(), e);
        }
        return new PostgresServer(
                home, binaries, account, new PostgresSettings(name, directory, port, settings.superuserPassword()));
    }

    /**
     * Starts the server unless it runs; waits for a start that is under way.
     *
     * @return whether it was down
     * @throws LabException as {@link #start} does
     */
    public synchronized boolean startIfDown() {
        boolean down = !isRunning();
        if (down) {
            start();
        }
        return down;
    }

    /** Stops the server, by SIGKILL if it has not ended after 20 s. Does nothing when it is down. */
    public synchronized void stop(StopMode mode) {
        process.ifPresent(running -> {
            running.resume(); // a paused server would not hear the signal
            running.terminate(mode.signal, STOP_LIMIT);
        });
    }

    /** Kills the postmaster and all its backends with SIGKILL, as a power failure would. */
    public void kill() {
        process.ifPresent(ManagedProcess::kill);
    }

    /** Stops the postmaster and all its backends where they are (SIGSTOP); connections stay open and silent. */
    public void pause() {
        process.ifPresent(ManagedProcess::pause);
    }

    /** Lets a paused server go on. */
    public void resume() {
        process.ifPresent(ManagedProcess::resume);
    }

    /** Whether the postmaster is there; a paused or recovering one is. */
    public boolean isRunning() {
        return process.filter(ManagedProcess::isAlive).isPresent();
    }

    /** Whether it runs and has told that it accepts connections: false while it starts, recovers or shuts down. */
    public boolean isReady() {
        return process.filter(ManagedProcess::isAlive).filter(this::isReady).isPresent();
    }

    /** The postmaster, if the server was ever started; to watch its end. */
    public Optional<ManagedProcess> process() {
        return process;
    }

    /**
     * Makes a replica a primary and returns when it is out of recovery. One that is primary already stays so.
     *
     * @throws LabException when the server is down, or not out of recovery within {@code limit}
     */
    public synchronized void promote(Duration limit) {
        Poll poll = Poll.within(limit).every(POLL);
        try (Connection connection = superuser(SUPERUSER);
                Statement statement = connection.createStatement()) {
            if (queryBoolean(statement, "SELECT pg_is_in_recovery()")) {
                statement.execute("SELECT pg_promote(wait => false)"); // its own wait looks only every 100 ms
            }
            Uninterrupted.<Observed<Boolean>, SQLException>get(() -> poll.holds(
                            "PostgreSQL " + settings.name() + " was told to promote but did not leave recovery",
                            () -> !queryBoolean(statement, "SELECT pg_is_in_recovery()")))
                    .orElseThrow((missed, no) -> new LabException(missed + ": see " + logFile()));
            upstream = Optional.empty();
        } catch (SQLException e) {
            throw new LabException(
                    "cannot promote PostgreSQL " + settings.name() + ": " + e.getMessage() + "; see " + logFile(), e);
        }
    }

    /**
     * Whether it is a replica.
     *
     * @throws SQLException when the server cannot be asked
     */
    public boolean isInRecovery() throws SQLException {
        try (Connection connection = superuser(SUPERUSER);
                Statement statement = connection.createStatement()) {
            return queryBoolean(statement, "SELECT pg_is_in_recovery()");
        }
    }

    /**
     * Whether it is a replica that receives WAL now.
     *
     * @throws SQLException when the server cannot be asked
     */
    public boolean isStreaming() throws SQLException {
        try (Connection connection = superuser(SUPERUSER);
                Statement statement = connection.createStatement()) {
            return queryBoolean(
                    statement, "SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')");
        }
    }

    /**
     * RDS's {@code ReplicaLag}: seconds since what was replayed last was committed, -1 while no WAL is received; empty for a
     * server that is no replica.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html">
     *     Monitoring read replication</a>
     * @throws SQLException when the server cannot be asked
     */
    public OptionalDouble replicaLagSeconds() throws SQLException {
        if (!isInRecovery()) {
            return OptionalDouble.empty();
        }
        if (!isStreaming()) {
            return OptionalDouble.of(-1);
        }
        try (Connection connection = superuser(SUPERUSER);
                Statement statement = connection.createStatement();
                ResultSet lag = statement.executeQuery(
                        "SELECT coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)")) {
            lag.next();
            return OptionalDouble.of(Math.max(0, lag.getDouble(1)));
        }
    }

    /** The URL of a database, without user and parameters. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
    }

    /**
     * A new connection as superuser, which the caller closes. Waits at most 20 s for the server to answer the login, and logs
     * in again, for as long, when the server ended a login that took more than its {@code authentication_timeout}: a loaded
     * machine takes its time.
     *
     * @throws SQLException when the server is down, paused or out of connections
     */
    public Connection superuser(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", settings.superuserPassword());
        properties.setProperty("ApplicationName", "drlab-lab");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("loginTimeout", String.valueOf(LOGIN_LIMIT.toSeconds()));
        Deadline deadline = Deadline.after(LOGIN_LIMIT);
        while (true) {
            try {
                return DriverManager.getConnection(jdbcUrl(database), properties);
            } catch (SQLException e) {
                if (!(e.getCause() instanceof EOFException) || deadline.passed()) {
                    throw e;
                }
            }
        }
    }

    /** From the next start on, follow {@code source}; the data directory says whether as a replica. */
    void follow(Upstream source) {
        upstream = Optional.of(source);
    }

    /** Where a copy of another server's data grows; empty and private, as PostgreSQL demands. */
    Path createCopyDirectory() throws IOException {
        Path copy = settings.directory().resolve("data.copy");
        DirectoryTree.delete(copy); // an earlier one that was interrupted
        createPrivate(copy);
        return copy;
    }

    /** Makes the copy, which is complete, the data directory. */
    void adoptCopy(Path copy) throws IOException {
        if (hasData()) {
            throw new FileAlreadyExistsException(dataDirectory().toString());
        }
        Files.move(copy, dataDirectory(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void createPrivate(Path directory) throws IOException {
        Files.createDirectories(settings.directory());
        if (!account.canEnter(settings.directory())) {
            throw new LabException("PostgreSQL has to run as the user nobody here, who cannot enter "
                    + settings.directory() + ": give the lab a directory that everybody may enter, or run drlab as an"
                    + " ordinary user");
        }
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private void runInitdb(Path passwordFile) {
        Path log = settings.directory().resolve("initdb.log");
        ManagedProcess initdb = home.start(new ProcessSpec(
                "initdb " + settings.name(),
                account.wrap(List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + dataDirectory(),
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--set=scram_iterations=" + ServerConfiguration.SCRAM_ITERATIONS,
                        "--wal-segsize=" + WAL_SEGMENT_MEGABYTES,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")), // nothing in a new cluster is worth waiting for the disk
                Map.of("LC_ALL", "C"),
                log));
        boolean ended = initdb.await(INIT_LIMIT);
        initdb.kill();
        if (!ended || initdb.onExit().join() != 0) {
            throw new LabException("initdb of " + settings.name() + (ended ? " failed: " : " did not end within 60 s: ")
                    + lastOutput(initdb));
        }
    }

    /** The postmaster writes its state into the eighth line of its pid file; pg_ctl waits for it the same way. */
    private void awaitReady(ManagedProcess started) {
        try {
            Poll.within(START_LIMIT)
                    .every(POLL)
                    .holds(
                            "PostgreSQL " + settings.name() + " was not ready",
                            () -> isReady(started) || !started.isAlive())
                    .orElseThrow((missed, no) -> notStarted(started, missed));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notStarted(started, "PostgreSQL " + settings.name() + " was not ready when the wait was interrupted");
        }
        if (!started.isAlive()) {
            throw notStarted(started, "PostgreSQL " + settings.name() + " did not start");
        }
    }

    private LabException notStarted(ManagedProcess started, String what) {
        started.kill();
        return new LabException(what + ": " + lastOutput(started));
    }

    private boolean isReady(ManagedProcess started) {
        try {
            List<String> lines = Files.readAllLines(dataDirectory().resolve("postmaster.pid"));
            return lines.size() > STATUS_LINE
                    && lines.get(0).strip().equals(Long.toString(started.pid()))
                    && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException notWrittenYet) {
            return false;
        }
    }

    private static String lastOutput(ManagedProcess process) {
        return process.logTail(LOG_LINES).replace("\n", " | ");
    }

    private static boolean queryBoolean(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
