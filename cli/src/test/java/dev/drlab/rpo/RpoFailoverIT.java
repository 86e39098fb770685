package dev.drlab.rpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.postgres.BaseBackup;
import dev.drlab.lab.simulation.postgres.PostgresBinaries;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.PostgresSettings;
import dev.drlab.lab.simulation.postgres.ServerAccount;
import dev.drlab.lab.simulation.postgres.Upstream;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import dev.drlab.verifier.table.CanaryTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drlab rpo} behind an address that another server than the replica takes over. */
@Tag("deep")
class RpoFailoverIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "s3cret";

    private LabHome home;
    private ServerAccount account;
    private PostgresBinaries binaries;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        home = LabHome.open(temporary.resolve("home"));
        account = ServerAccount.detect();
        binaries = PostgresBinaries.prepare(account, home.directory().resolve("binaries"), progress -> {});
    }

    @AfterEach
    void stop() throws IOException {
        home.close();
    }

    /** The replica has shown every canary; the standby that is promoted is behind, and the replica is rewound to follow it. */
    @Test
    void whatThePromotedServerLacksIsLostAlthoughTheReplicaHadShownIt() throws Exception {
        PostgresServer first = server("one");
        first.initialize();
        first.start();
        execute(first, "postgres", "CREATE ROLE owner LOGIN PASSWORD '" + PASSWORD + "'");
        execute(first, "postgres", "CREATE DATABASE shop OWNER owner");
        execute(first, "postgres", "CREATE ROLE drlab_replication REPLICATION LOGIN PASSWORD '" + PASSWORD + "'");
        try (Connection owner = DriverManager.getConnection(url(first.settings().port()), "owner", PASSWORD)) {
            CanaryTable.install(owner, "owner");
        }
        PostgresServer replica = standby("two", first);
        PostgresServer second = standby("three", first);
        try (SwitchingPort address = new SwitchingPort(first.settings().port())) {
            Endpoint primary = endpoint("primary", address.port());
            Endpoint follows = endpoint("replica", replica.settings().port());
            CanaryConfig config = CanaryConfig.of(
                            primary, follows, home.directory().resolve("ledger"))
                    .withRate(50);
            try (CanaryRun run = CanaryRun.start(config)) {
                awaitMore(run, 100);
                execute(second, "postgres", "ALTER SYSTEM SET primary_conninfo = ''");
                execute(second, "postgres", "SELECT pg_reload_conf()");
                await().atMost(LIMIT)
                        .until(() -> "0".equals(query(second, "SELECT count(*) FROM pg_stat_wal_receiver")));
                awaitMore(run, 150);
                first.kill();
                second.promote(LIMIT);
                address.switchTo(second.settings().port());
                awaitMore(run, 100);
                execute(second, "postgres", "ALTER SYSTEM RESET primary_conninfo"); // its copy is to stream
                rebuild(replica, second);
                await().atMost(LIMIT).until(() -> run.snapshot().replica().isPresent());
                awaitMore(run, 50);
                CanaryResult result = run.stop(LIMIT);

                assertThat(result.end().outstanding()).isZero();
                Optional<RunLoss> loss = RunLoss.of(run, result, List.of(primary, follows));
                LossAccount lost = loss.orElseThrow().account().orElseThrow();
                assertThat(lost.lost())
                        .as("the run itself saw %s", result.end().lost())
                        .isGreaterThanOrEqualTo(100);
                RpoReport report =
                        new RpoReport(result, loss, Duration.ofMillis(500), new CpuMeter.Shares(0, 0), List.of());
                assertThat(report.exitCode()).as(report.text()).isEqualTo(1);
                assertThat(report.text()).contains("because      the loss was ", "by the account");
                assertThat(report.json().at("/loss/lost").asLong()).isEqualTo(lost.lost());
                assertThat(report.json().at("/rpo/met").asBoolean(true)).isFalse();
            }
        }
    }

    private PostgresServer standby(String name, PostgresServer primary) {
        PostgresServer server = server(name);
        new BaseBackup(primary).restoreTo(server, upstream(name, primary));
        server.start();
        return server;
    }

    private static Upstream upstream(String name, PostgresServer primary) {
        return new Upstream("127.0.0.1", primary.settings().port(), PASSWORD, "slot_" + name, name);
    }

    private static void rebuild(PostgresServer server, PostgresServer primary) throws IOException {
        server.kill();
        try (Stream<Path> files = Files.walk(server.dataDirectory())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        new BaseBackup(primary).restoreTo(server, upstream(server.settings().name(), primary));
        server.start();
    }

    private PostgresServer server(String name) {
        return new PostgresServer(
                home,
                binaries,
                account,
                new PostgresSettings(name, home.directory().resolve(name), home.freePort(), PASSWORD));
    }

    private static Endpoint endpoint(String name, int port) {
        return new Endpoint(name, url(port), Login.of("owner", PASSWORD), Login.of("owner", PASSWORD));
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/shop";
    }

    private static void awaitMore(CanaryRun run, long canaries) {
        long before = run.snapshot().acked();
        await().atMost(LIMIT).until(() -> run.snapshot().acked() >= before + canaries);
    }

    private static void execute(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = server.superuser(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
