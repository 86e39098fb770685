package dev.drlab.lab.simulation.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.network.Relay;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.RunningHome;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One server through everything that can happen to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresServerIT {
    @ExtendWith(RunningHome.class)
    private static LabHome home;

    private PostgresServer server;

    @BeforeAll
    void start() throws SQLException {
        server = Servers.primary(home, "single");
        Servers.execute(server, "CREATE TABLE kept (id int)");
    }

    private void ensureRunning() {
        if (!server.isRunning()) {
            server.start();
        }
    }

    @Test
    void durabilityIsOn() throws SQLException {
        ensureRunning();
        assertThat(Servers.query(server, "SHOW fsync")).isEqualTo("on");
        assertThat(Servers.query(server, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(Servers.query(server, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(Servers.query(server, "SHOW max_prepared_transactions")).isEqualTo("0");
        assertThat(Servers.query(server, "SHOW password_encryption")).isEqualTo("scram-sha-256");
        assertThat(Servers.query(server, "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(server.version()).startsWith("17.");
    }

    @Test
    void stopLeavesNothingAndARestartKeepsDataAndPort() throws Exception {
        ensureRunning();
        Servers.execute(server, "INSERT INTO kept VALUES (1)");
        String url = server.jdbcUrl("drlab");
        long pid = server.process().orElseThrow().pid();

        server.stop(PostgresServer.StopMode.FAST);

        assertThat(server.isRunning()).isFalse();
        assertThat(Servers.processesIn(server.dataDirectory())).isEmpty();
        assertThat(Servers.hasSharedMemory(pid)).isFalse();
        server.start();
        assertThat(server.jdbcUrl("drlab")).isEqualTo(url);
        assertThat(Servers.query(server, "SELECT count(*) FROM kept WHERE id = 1"))
                .isEqualTo("1");
    }

    @Test
    void killLeavesNoProcessAndNoSharedMemoryAndARestartRecovers() throws Exception {
        ensureRunning();
        try (Connection idle = server.superuser("drlab");
                Statement statement = idle.createStatement()) {
            statement.execute("INSERT INTO kept VALUES (2)");
            long pid = server.process().orElseThrow().pid();
            assertThat(Servers.hasSharedMemory(pid)).isTrue();
            assertThat(Servers.processesIn(server.dataDirectory())).hasSizeGreaterThan(5);

            server.kill();

            assertThat(server.isRunning()).isFalse();
            assertThat(Servers.processesIn(server.dataDirectory())).isEmpty();
            assertThat(Servers.hasSharedMemory(pid)).isFalse();
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
        }
        server.start();
        assertThat(Servers.query(server, "SELECT count(*) FROM kept WHERE id = 2"))
                .isEqualTo("1");
        assertThat(Files.readString(server.logFile())).contains("was not properly shut down");
    }

    @Test
    void killUnderConnectStormLeavesNoProcess() throws Exception {
        ensureRunning();
        var load = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 4; i++) {
                load.submit(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        try (Connection connection = server.superuser("drlab")) {
                            connection.isValid(1);
                        } catch (SQLException down) {
                            Thread.onSpinWait();
                        }
                    }
                });
            }
            for (int i = 0; i < 3; i++) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> Servers.processesIn(server.dataDirectory()).size() > 7);
                long pid = server.process().orElseThrow().pid();
                server.kill();
                assertThat(Servers.processesIn(server.dataDirectory())).isEmpty();
                assertThat(Servers.hasSharedMemory(pid)).isFalse();
                server.start();
            }
        } finally {
            load.shutdownNow();
            assertThat(load.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void pausedServerIsSilentAndGoesOnAfterwards() throws Exception {
        ensureRunning();
        var executor = Executors.newSingleThreadExecutor();
        try (Connection connection = server.superuser("drlab");
                Statement statement = connection.createStatement()) {
            server.pause();
            assertThat(server.isRunning()).isTrue();
            Future<Boolean> answer = executor.submit(() -> statement.execute("SELECT 1"));
            assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            server.resume();
            assertThat(answer.get(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.resume();
            executor.shutdownNow();
        }
    }

    @Test
    void pausedServerCanBeKilledAndStopped() throws Exception {
        ensureRunning();
        server.pause();
        server.kill();
        assertThat(Servers.processesIn(server.dataDirectory())).isEmpty();
        server.start();
        server.pause();
        server.stop(PostgresServer.StopMode.FAST);
        assertThat(Files.readString(server.logFile())).endsWith("database system is shut down\n");
    }

    @Test
    void startsThoughItsPidFileNamesALivingProcess() throws Exception {
        ensureRunning();
        server.kill();
        Files.writeString(
                server.dataDirectory().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n");
        server.start();
        assertThat(server.isInRecovery()).isFalse();
    }

    @Test
    void busyPortIsNamed() throws Exception {
        ensureRunning();
        server.stop(PostgresServer.StopMode.FAST);
        int port = server.settings().port();
        try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(squatter.isBound()).isTrue();
            assertThatThrownBy(server::start)
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("port " + port + " of 127.0.0.1 is in use");
        }
        server.start();
    }

    @Test
    void failedStartSaysWhy() throws Exception {
        PostgresServer broken = Servers.server(home, "broken");
        broken.initialize();
        Files.writeString(broken.dataDirectory().resolve("postgresql.auto.conf"), "no_such_setting = 1\n");
        assertThatThrownBy(broken::start)
                .isInstanceOf(LabException.class)
                .hasMessageContaining("PostgreSQL broken did not start")
                .hasMessageContaining("no_such_setting");
        assertThat(broken.isRunning()).isFalse();
    }

    @Test
    void secondInitializationIsRefused() {
        assertThatThrownBy(server::initialize)
                .isInstanceOf(LabException.class)
                .hasMessageContaining(server.settings().directory().toString());
    }

    /** As authentication_timeout does to a login that takes long. */
    @Test
    void aLoginThatTheServerEndsIsTriedAgain() throws Exception {
        ensureRunning();
        AtomicInteger logins = new AtomicInteger();
        try (Network network = new Network();
                ServerSocket ending = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DaemonThreads.start("ends-the-first-login", () -> endOne(ending));
            Relay way = network.peering()
                    .relay(
                            "here",
                            "there",
                            0,
                            () -> Optional.of(
                                    logins.incrementAndGet() == 1
                                            ? (InetSocketAddress) ending.getLocalSocketAddress()
                                            : new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(),
                                                    server.settings().port())));
            PostgresServer behind = Servers.server(home, "behind", way.port());

            try (Connection connection = behind.superuser("postgres")) {
                assertThat(connection.isValid(5)).isTrue();
            }

            assertThat(logins).hasValue(2);
        }
    }

    private static void endOne(ServerSocket ending) {
        try (Socket login = ending.accept()) {
            DataInputStream in = new DataInputStream(login.getInputStream());
            in.readNBytes(in.readInt() - Integer.BYTES); // the startup packet, so that the end is no reset
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
