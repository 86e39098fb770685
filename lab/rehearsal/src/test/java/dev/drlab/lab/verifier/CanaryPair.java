package dev.drlab.lab.verifier;

import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.postgres.BaseBackup;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.table.CanaryTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A primary and its replica with drlab's roles, an epoch and the canary table. */
public final class CanaryPair {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String QUOTED = Servers.PASSWORD.replace("'", "''");

    private final Path directory;
    private final PostgresServer one;
    private final PostgresServer two;

    public CanaryPair(LabHome home, Path directory) throws SQLException {
        this.directory = directory;
        one = Servers.primary(home, "one");
        try (Connection agent = Servers.connect(one, "drlab_agent");
                Statement statement = agent.createStatement()) {
            statement.execute("CREATE ROLE drlab_writer LOGIN PASSWORD '" + QUOTED + "'");
            statement.execute("CREATE ROLE drlab_reader LOGIN PASSWORD '" + QUOTED + "'");
            statement.execute("CREATE TABLE drlab_epoch (epoch bigint NOT NULL, region text NOT NULL)");
            statement.execute("INSERT INTO drlab_epoch VALUES (1, 'one')");
            statement.execute("GRANT SELECT ON drlab_epoch TO drlab_writer, drlab_reader");
            CanaryTable.install(agent, "drlab_writer");
            CanaryTable.install(agent, "drlab_writer"); // again: no change
        }
        two = Servers.replica(home, "two", one);
    }

    public PostgresServer one() {
        return one;
    }

    public PostgresServer two() {
        return two;
    }

    public CanaryConfig config(double rate) {
        return CanaryConfig.of(endpoint("one", one), endpoint("two", two), directory.resolve("ledger"))
                .withRate(rate);
    }

    private static Endpoint endpoint(String name, PostgresServer server) {
        return new Endpoint(
                name,
                server.jdbcUrl("drlab"),
                Login.of("drlab_writer", Servers.PASSWORD),
                Login.of("drlab_reader", Servers.PASSWORD));
    }

    /** The replica receives nothing any more, but goes on answering. */
    void cutReplication() throws SQLException {
        Servers.execute(two, "ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
        await().atMost(LIMIT)
                .until(() -> Servers.query(two, "SELECT count(*) FROM pg_stat_wal_receiver")
                        .equals("0"));
    }

    /** Closes the writer role as the agent's drain does. */
    static void close(PostgresServer server) throws SQLException {
        Servers.execute(
                server,
                "ALTER ROLE drlab_writer NOLOGIN",
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'drlab_writer'");
    }

    static void open(PostgresServer server, long epoch) throws SQLException {
        Servers.execute(server, "UPDATE drlab_epoch SET epoch = " + epoch, "ALTER ROLE drlab_writer LOGIN");
    }

    /** Makes {@code server} anew as a standby of {@code primary}, on the same port. */
    static void rebuild(PostgresServer server, PostgresServer primary) throws IOException {
        server.kill();
        try (Stream<Path> files = Files.walk(server.dataDirectory())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        new BaseBackup(primary)
                .restoreTo(server, Servers.upstream(primary, server.settings().name()));
        server.start();
    }

    /** Waits until that many more canaries are acknowledged. */
    static void awaitMore(CanaryRun run, long canaries) {
        long before = run.snapshot().acked();
        await().atMost(LIMIT).until(() -> run.snapshot().acked() >= before + canaries);
    }

    static void awaitReplicated(CanaryRun run) {
        await().atMost(LIMIT)
                .until(() -> run.snapshot().exposureSeconds() < 0.5
                        && run.snapshot().replica().isPresent());
    }

    public static LossAccount account(Ledger ledger, PostgresServer server) throws SQLException, IOException {
        try (Connection reader = Servers.connect(server, "drlab_reader")) {
            return LossAccount.of(ledger, reader);
        }
    }

    /** The numbers that a server has, counted without the verifier. */
    public static Set<Long> rows(PostgresServer server) throws SQLException {
        Set<Long> rows = new TreeSet<>();
        try (Connection connection = server.superuser("drlab");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT seq FROM drlab_canary")) {
            while (result.next()) {
                rows.add(result.getLong(1));
            }
        }
        return rows;
    }
}
