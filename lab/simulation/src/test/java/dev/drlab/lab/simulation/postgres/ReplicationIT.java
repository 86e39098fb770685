package dev.drlab.lab.simulation.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.process.LabHome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its replica. */
class ReplicationIT {
    private LabHome home;
    private PostgresServer primary;

    @BeforeEach
    void start(@TempDir Path directory) throws SQLException {
        home = LabHome.open(directory);
        primary = Servers.primary(home, "one");
        Servers.execute(primary, "CREATE TABLE items (id int)");
    }

    @AfterEach
    void close() throws IOException {
        home.close();
        assertThat(Servers.processesIn(home.directory())).isEmpty();
        assertThat(Servers.hasSharedMemory(primary.process().orElseThrow().pid()))
                .isFalse();
    }

    @Test
    void replicaTakenUnderWritesStreamsOnAndIsPromoted() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        Thread writer = new Thread(() -> write(stop, acknowledged), "test-writer");
        writer.start();
        await().until(() -> acknowledged.get() > 20);

        PostgresServer replica = Servers.replica(home, "two", primary);
        int afterBackup = acknowledged.get();
        await().until(() -> acknowledged.get() > afterBackup + 50);
        stop.set(true);
        writer.join();

        assertThat(replica.isInRecovery()).isTrue();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Servers.query(replica, "SELECT count(*) FROM items"))
                        .isEqualTo(Integer.toString(acknowledged.get())));
        assertThat(Servers.query(primary, "SELECT active FROM pg_replication_slots WHERE slot_name = 'slot_two'"))
                .isEqualTo("t");
        assertThat(Servers.query(primary, "SELECT state FROM pg_stat_replication WHERE application_name = 'two'"))
                .isEqualTo("streaming");
        assertThatThrownBy(() -> Servers.execute(replica, "INSERT INTO items VALUES (0)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("read-only");

        primary.kill();
        replica.promote(Duration.ofSeconds(20));

        assertThat(replica.isInRecovery()).isFalse();
        Servers.execute(replica, "INSERT INTO items VALUES (0)");
        replica.promote(Duration.ofSeconds(20)); // again: no change
        replica.stop(PostgresServer.StopMode.FAST);
        replica.start();
        assertThat(replica.isInRecovery()).isFalse();
        primary.start();
        assertThat(primary.isInRecovery()).isFalse();
        assertThat(Servers.query(primary, "SELECT active FROM pg_replication_slots WHERE slot_name = 'slot_two'"))
                .isEqualTo("f");
    }

    @Tag("deep")
    @Test
    void replicaCatchesUpAfterTheKillOfEither() throws Exception {
        PostgresServer replica = Servers.replica(home, "two", primary);
        replica.kill();
        Servers.execute(primary, "INSERT INTO items VALUES (1)");
        replica.start();
        primary.kill();
        primary.start();
        Servers.execute(primary, "INSERT INTO items VALUES (2)");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(Servers.query(replica, "SELECT count(*) FROM items"))
                        .isEqualTo("2"));
        assertThat(replica.isInRecovery()).isTrue();
    }

    @Test
    void agentsRoleIsNoSuperuserButCanShutTheWriterOut() throws Exception {
        try (Connection agent = Servers.connect(primary, "drlab_agent");
                Statement asAgent = agent.createStatement()) {
            asAgent.execute("CREATE ROLE drlab_writer LOGIN PASSWORD '" + Servers.PASSWORD.replace("'", "''") + "'");
            asAgent.execute("CREATE TABLE owned (id int)");
            asAgent.execute("GRANT INSERT ON owned TO drlab_writer");
            assertThatThrownBy(() -> asAgent.execute("ALTER SYSTEM SET fsync = off"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> asAgent.execute("SELECT pg_read_file('postgresql.conf')"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> asAgent.execute("SELECT pg_promote()"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");

            try (Connection writer = Servers.connect(primary, "drlab_writer");
                    Statement asWriter = writer.createStatement()) {
                asWriter.execute("INSERT INTO owned VALUES (1)");
                asAgent.execute("ALTER ROLE drlab_writer NOLOGIN");
                asAgent.execute(
                        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'drlab_writer'");
                assertThatThrownBy(() -> asWriter.execute("INSERT INTO owned VALUES (2)"))
                        .isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> Servers.connect(primary, "drlab_writer").close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("not permitted to log in");
        }
        assertThatThrownBy(() -> Servers.connect(primary, "drlab_replication")
                        .createStatement()
                        .execute("CREATE TABLE public.mine (id int)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    private void write(AtomicBoolean stop, AtomicInteger acknowledged) {
        try (Connection connection = primary.superuser("drlab");
                Statement statement = connection.createStatement()) {
            while (!stop.get()) {
                statement.execute("INSERT INTO items VALUES (" + acknowledged.get() + ")");
                acknowledged.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
