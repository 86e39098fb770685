package dev.drlab.images;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container: a primary, or a standby that streams from another. */
final class DatabaseContainer extends GenericContainer<DatabaseContainer> {
    static final String SUPERUSER = "postgres";
    /** The one port of all databases, as of RDS's; each has an address of its own. */
    static final int PORT = 5432;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final String GIVEN_IMAGE = System.getenv("DRLAB_POSTGRES_IMAGE");
    /** {@code postgres:17} of 2026-09-19, PostgreSQL 17.11; Testcontainers takes no tag beside a digest. */
    static final String DEFAULT_IMAGE =
            "postgres@sha256:f4c66b820c6f974249089d3d16d86a3698eae11e8746eb6644b2271031e91232";

    private final String address;
    private final String password;
    private final ServerCertificate certificate;

    /**
     * @param region names the server
     * @param address of the loopback range
     * @param upstream address of the server to replicate; empty: a primary
     */
    DatabaseContainer(
            String region, String address, String password, ServerCertificate certificate, Optional<String> upstream) {
        super(DockerImageName.parse(Objects.requireNonNullElse(GIVEN_IMAGE, DEFAULT_IMAGE)));
        this.address = address;
        this.password = password;
        this.certificate = certificate;
        withEnv("NAME", region);
        withEnv("SLOT", "drlab_" + region.replace('-', '_'));
        withEnv("ADDRESS", address);
        withEnv("PASSWORD", password);
        withEnv("CERTIFICATE", certificate.certificate());
        withEnv("KEY", certificate.key());
        upstream.ifPresent(source -> withEnv("UPSTREAM", source));
        withNetworkMode("host");
        withCreateContainerCmdModifier(
                create -> create.withUser(SUPERUSER).withEntrypoint("sh", "-c").withCmd(script()));
    }

    private static String script() {
        try (InputStream in = DatabaseContainer.class.getResourceAsStream("postgres.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until it answers; a standby, until it streams. */
    DatabaseContainer started(boolean standby) {
        start();
        String ready =
                standby ? "SELECT count(*) = 1 FROM pg_stat_wal_receiver WHERE status = 'streaming'" : "SELECT true";
        await().atMost(TIME_LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!isRunning()) {
                throw new IllegalStateException("PostgreSQL at " + address + " ended: " + getLogs());
            }
            return answers(ready);
        });
        return this;
    }

    private boolean answers(String query) {
        try {
            return query(query).equals("t");
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    /** JDBC URL for programs on this machine; the server's certificate is verified. */
    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + address + ":" + PORT + "/" + database + "?sslmode=verify-full&sslrootcert="
                + certificate.authorities();
    }

    /** A session of any role. */
    Connection connect(String database, String role, String rolePassword) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), role, rolePassword);
    }

    /** The first value of the superuser's query in its database. */
    String query(String sql) {
        return query(SUPERUSER, sql);
    }

    /** The first value of the superuser's query in a database. */
    String query(String database, String sql) {
        try (Connection connection = connect(database, SUPERUSER, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(address + ": " + sql + ": " + e.getMessage(), e);
        }
    }

    /** Statements of the superuser. */
    void execute(String database, String... statements) {
        try (Connection connection = connect(database, SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(address + " refuses: " + e.getMessage(), e);
        }
    }

    /** SIGKILL for all of it. */
    void kill() {
        try {
            getDockerClient().killContainerCmd(getContainerId()).exec();
        } catch (DockerException e) {
            throw new IllegalStateException("the database at " + address + " cannot be killed: " + e.getMessage(), e);
        }
    }
}
