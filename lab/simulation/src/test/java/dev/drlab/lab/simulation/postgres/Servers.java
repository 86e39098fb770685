package dev.drlab.lab.simulation.postgres;

import dev.drlab.lab.simulation.process.LabHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Servers for tests. */
public final class Servers {
    /** Every password in tests; with characters that need quoting. */
    public static final String PASSWORD = "s3cret 'quoted' \\ %$";

    private Servers() {}

    /** A server that is not initialized yet. */
    public static PostgresServer server(LabHome home, String name) {
        return server(home, name, home.freePort());
    }

    static PostgresServer server(LabHome home, String name, int port) {
        ServerAccount account = ServerAccount.detect();
        PostgresBinaries binaries =
                PostgresBinaries.prepare(account, home.directory().resolve("binaries"), progress -> {});
        return new PostgresServer(
                home,
                binaries,
                account,
                new PostgresSettings(name, home.directory().resolve(name), port, PASSWORD));
    }

    /** A running primary with drlab's database and roles. */
    public static PostgresServer primary(LabHome home, String name) {
        PostgresServer server = server(home, name);
        server.initialize();
        server.start();
        new DatabaseSetup(PASSWORD, PASSWORD).apply(server);
        return server;
    }

    /** A running replica of {@code primary}. */
    public static PostgresServer replica(LabHome home, String name, PostgresServer primary) {
        PostgresServer server = server(home, name);
        new BaseBackup(primary).restoreTo(server, upstream(primary, name));
        server.start();
        return server;
    }

    /** A direct connection to {@code primary}. */
    public static Upstream upstream(PostgresServer primary, String name) {
        return new Upstream("127.0.0.1", primary.settings().port(), PASSWORD, "slot_" + name, name);
    }

    /** A connection as {@code role} to the database drlab. */
    public static Connection connect(PostgresServer server, String role) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("drlab") + "?sslmode=disable", role, PASSWORD);
    }

    /** Runs statements as superuser in the database drlab. */
    public static void execute(PostgresServer server, String... statements) throws SQLException {
        try (Connection connection = server.superuser("drlab");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row, as superuser in the database drlab; null when there is none. */
    public static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.superuser("drlab");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Pids of the processes that run below {@code directory}, by the kernel's account. */
    public static List<String> processesIn(Path directory) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            List<String> found = new java.util.ArrayList<>();
            for (Path process : processes) {
                try {
                    if (Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory)) {
                        found.add(process.getFileName().toString());
                    }
                } catch (IOException vanished) {
                    continue;
                }
            }
            return found;
        }
    }

    /** Whether the kernel still has a shared memory segment made by {@code pid}. */
    public static boolean hasSharedMemory(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
                .skip(1)
                .anyMatch(line -> line.strip().split("\\s+")[4].equals(Long.toString(pid)));
    }
}
