package dev.drlab.lab.foreign;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.lab.Lab;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.postgres.OwnerRole;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.lab.simulation.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A foreign application under steady load: runs of pgbench of a few seconds each, one after the other, that insert one row a
 * transaction into {@code shop.orders} as the lab's owner role, through a {@link Pooler}. A run whose clients lose their
 * connection ends, and the next one begins; pgbench does not reconnect.
 */
public final class ForeignWorkload implements ForeignTraffic {
    /** The table. */
    public static final String TABLE = "shop.orders";

    private static final int CLIENTS = 4;
    private static final int RUN_SECONDS = 3;
    private static final int FETCH_ROWS = 10_000;
    /** A run that ends by itself takes its seconds, and what PgBouncer lets a client wait. */
    private static final Duration RUN_LIMIT = Duration.ofSeconds(30);

    /** From one run's beginning to the next one's. */
    private static final Duration LEAST_RUN = Duration.ofMillis(250);

    private static final String SCRIPT = """
            \\set n :n + 1
            INSERT INTO shop.orders (run, client, n, value) VALUES (:run, :client_id, :n, 'order');
            """;

    private final Lab lab;
    private final Path directory;
    private final int perSecond;
    private final Pooler pooler;
    private final Path script;
    private final Set<OrderKey> acknowledged = new HashSet<>();
    /** Held while a run goes on: who holds it otherwise counts a workload that stands still. */
    private final ReentrantLock running = new ReentrantLock(true);

    private final Thread loop = DaemonThreads.of("drlab-foreign-workload", this::loop);
    private int runs;
    /** The size of the set, for who must not wait for a run's end. */
    private volatile long acknowledgedSoFar;

    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean closed;

    private ForeignWorkload(Lab lab, String active, Path directory, int perSecond) {
        this.lab = lab;
        this.directory = directory;
        this.perSecond = perSecond;
        this.script = directory.resolve("orders.sql");
        try (Connection owner = connect(active);
                Statement statement = owner.createStatement()) {
            Files.createDirectories(directory);
            Files.writeString(script, SCRIPT);
            statement.execute("CREATE SCHEMA shop");
            statement.execute("CREATE TABLE shop.orders (run int, client int, n int, value text NOT NULL,"
                    + " placed_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (run, client, n))");
        } catch (SQLException | IOException e) {
            throw new LabException("the foreign workload cannot be set up: " + e.getMessage(), e);
        }
        pooler = new Pooler(
                lab, directory.resolve("pooler"), OwnerRole.NAME, lab.logins().password(OwnerRole.NAME), port(active));
    }

    /**
     * Makes schema and table, and begins.
     *
     * @param active the region whose database is the writer
     * @param directory for logs; made if it does not exist
     * @param perSecond transactions, 1 or more
     * @throws LabException when pgbench or pgbouncer is not on the PATH, or the set-up fails
     */
    public static ForeignWorkload start(Lab lab, String active, Path directory, int perSecond) {
        requireProgram("pgbench");
        requireProgram("pgbouncer");
        ForeignWorkload workload = new ForeignWorkload(lab, active, directory, perSecond);
        workload.loop.start();
        return workload;
    }

    @Override
    public void target(String region) {
        pooler.target(port(region));
    }

    @Override
    public long acknowledged() {
        requireRunning();
        return acknowledgedSoFar;
    }

    @Override
    public ForeignLoss loss(String region) throws SQLException {
        running.lock();
        try {
            requireRunning();
            Set<OrderKey> missing = new HashSet<>(acknowledged);
            missing.removeAll(rows(region));
            return new ForeignLoss(acknowledged.size(), missing);
        } finally {
            running.unlock();
        }
    }

    @Override
    public long onlyIn(String old, String active) throws SQLException {
        Set<OrderKey> only = rows(old);
        only.removeAll(rows(active));
        return only.size();
    }

    @Override
    public void close() {
        closed = true;
        try {
            loop.join(RUN_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pooler.forgetPassword();
    }

    private void loop() {
        try {
            while (!closed && failure.isEmpty()) {
                running.lock();
                try {
                    runs++;
                    run(runs);
                } catch (RuntimeException e) {
                    // Before anybody counts, and also after the close.
                    failure = Optional.of(String.valueOf(e.getMessage()));
                } finally {
                    running.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(int run) throws InterruptedException {
        long startNanos = System.nanoTime();
        Path prefix = directory.resolve("run-" + run);
        List<String> command = new ArrayList<>(List.of("pgbench", "--no-vacuum", "--host=127.0.0.1"));
        command.addAll(List.of("--port=" + pooler.port(), "--username=" + OwnerRole.NAME));
        command.addAll(List.of("--client=" + CLIENTS, "--rate=" + perSecond, "--time=" + RUN_SECONDS));
        command.addAll(List.of("--define=run=" + run, "--define=n=0", "--file=" + script));
        command.addAll(List.of("--log", "--log-prefix=" + prefix, DatabaseNames.DATABASE));
        ManagedProcess pgbench = lab.startProgram(new ProcessSpec(
                "pgbench",
                command,
                Map.of("PGPASSWORD", lab.logins().password(OwnerRole.NAME)),
                directory.resolve("pgbench.log")));
        if (!pgbench.await(RUN_LIMIT)) {
            pgbench.kill();
            throw new LabException("run " + run + " of pgbench did not end within " + RUN_LIMIT.toSeconds()
                    + " s, so what it saw committed is not known");
        }
        acknowledged.addAll(Acknowledged.of(run, prefix));
        acknowledgedSoFar = acknowledged.size();
        long left = LEAST_RUN.toNanos() - (System.nanoTime() - startNanos);
        TimeUnit.NANOSECONDS.sleep(left); // a closed database refuses at once: not to try it hundreds of times a second
    }

    private Set<OrderKey> rows(String region) throws SQLException {
        Set<OrderKey> found = new HashSet<>();
        try (Connection connection = lab.region(region).server().superuser(DatabaseNames.DATABASE);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false); // rows are read as they are needed
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery("SELECT run, client, n FROM " + TABLE)) {
                while (rows.next()) {
                    found.add(new OrderKey(rows.getInt(1), rows.getInt(2), rows.getInt(3)));
                }
            }
        }
        return found;
    }

    private Connection connect(String region) throws SQLException {
        return DriverManager.getConnection(
                lab.region(region).jdbcUrl(), OwnerRole.NAME, lab.logins().password(OwnerRole.NAME));
    }

    private int port(String region) {
        return lab.region(region).server().settings().port();
    }

    private void requireRunning() {
        if (failure.isPresent()) {
            throw new LabException("the foreign workload has ended: " + failure.get());
        }
    }

    private static void requireProgram(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String directory : path.split(":", -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return;
            }
        }
        throw new LabException("the foreign workload needs " + program + ", which is not on the PATH: install it"
                + " (Debian: postgresql-contrib for pgbench, pgbouncer), or leave the option out");
    }
}
