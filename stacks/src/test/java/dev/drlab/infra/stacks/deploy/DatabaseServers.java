package dev.drlab.infra.stacks.deploy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * PostgreSQL servers behind the emulated instances of both regions, with real replication, so that the agent acts on
 * real databases. Each region's endpoint is one port of this machine, whatever instance is behind it. Passwords are not
 * checked: these tests are about which roles may log in.
 */
final class DatabaseServers implements RdsInstances.Servers, AutoCloseable {
    /** A superuser, which RDS does not offer. */
    static final String SUPERUSER = "postgres";

    private static final String DATABASE = "drlab";
    private static final int PROMOTION_SECONDS = 60;
    /** Time limit for a start on a loaded machine; the library gives up after 10 s. */
    private static final Duration START = Duration.ofMinutes(3);

    /**
     * Directories whose content is left out of a copy (PostgreSQL 17 manual, 26.3.4 "Making a Base Backup Using the Low
     * Level API").
     */
    private static final Set<String> NOT_COPIED =
            Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp");

    private final Path directory;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Map<String, EmbeddedPostgres> servers = new ConcurrentHashMap<>();
    private int made;

    private DatabaseServers(Path directory, String primary, String replica) throws IOException {
        this.directory = Files.createDirectories(directory);
        int[] free = FreePort.two();
        ports.put(primary, free[0]);
        ports.put(replica, free[1]);
    }

    /** Starts a primary in one region and its replica in the other. */
    static DatabaseServers start(Path directory, String primary, String replica) throws IOException {
        DatabaseServers all = new DatabaseServers(directory, primary, replica);
        try {
            all.start(primary, all.newDirectory());
            all.setUp(primary);
            all.replicated(replica, primary);
            return all;
        } catch (RuntimeException | IOException e) {
            all.close();
            throw e;
        }
    }

    /** JDBC URL of the region's database, without TLS. */
    String jdbcUrl(String region) {
        return "jdbc:postgresql://127.0.0.1:" + ports.get(region) + "/" + DATABASE + "?sslmode=disable";
    }

    /**
     * Creates the objects that RDS has before the agent's migrate: its role, which is no superuser, and its database.
     */
    private void setUp(String region) {
        execute(
                region,
                SUPERUSER,
                "CREATE ROLE drlab_agent LOGIN CREATEROLE REPLICATION",
                "CREATE ROLE drlab_replication LOGIN REPLICATION",
                "GRANT pg_monitor, pg_signal_backend TO drlab_agent",
                "CREATE DATABASE " + DATABASE + " OWNER drlab_agent");
        execute(
                region,
                DATABASE,
                "CREATE EXTENSION pg_walinspect",
                "GRANT EXECUTE ON FUNCTION pg_get_wal_records_info(pg_lsn, pg_lsn) TO drlab_agent");
    }

    @Override
    public void promoted(String region) {
        execute(region, SUPERUSER, "SELECT pg_promote(true, " + PROMOTION_SECONDS + ")");
    }

    @Override
    public void movedAway(String region, String identifier) {
        try {
            servers.remove(region).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void replicated(String region, String sourceRegion) {
        // On RDS a replica's slot has its region in its name, too.
        String slot = "drlab_" + region.replace('-', '_');
        try (Connection session =
                        servers.get(sourceRegion).getPostgresDatabase().getConnection();
                Statement statement = session.createStatement()) {
            statement.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '"
                    + slot + "'");
            statement.execute("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
            Path data = copy(statement);
            Files.writeString(
                    data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=%d user=drlab_replication application_name=%s'%n"
                                    .formatted(ports.get(sourceRegion), region)
                            + "primary_slot_name = '%s'%n".formatted(slot),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            Files.createFile(data.resolve("standby.signal"));
            start(region, data);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("no replica of " + sourceRegion + " in " + region, e);
        }
    }

    private Path copy(Statement statement) throws SQLException, IOException {
        Path source;
        try (ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            source = Path.of(row.getString(1));
        }
        Path data = newDirectory();
        statement.execute("SELECT pg_backup_start('replica', true)");
        copy(source, data);
        try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
            row.next();
            Files.writeString(data.resolve("backup_label"), row.getString(1));
        }
        return data;
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(
                        target.resolve(source.relativize(visited).toString()),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                String parent = source.relativize(visited).toString();
                return NOT_COPIED.contains(parent) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = source.relativize(file).toString();
                if (!name.startsWith("postmaster.") && !name.equals("epg-lock")) {
                    try {
                        Files.copy(file, target.resolve(name));
                    } catch (NoSuchFileException e) {
                        // the file was removed during the copy: the WAL tells the replica so
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private Path newDirectory() throws IOException {
        made++;
        return Files.createDirectories(
                directory.resolve("data-" + made),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private void start(String region, Path data) throws IOException {
        servers.put(
                region,
                EmbeddedPostgres.builder()
                        .setPort(ports.get(region))
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setPGStartupWait(START)
                        .setOverrideWorkingDirectory(
                                directory.resolve("binaries").toFile())
                        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                                directory.resolve(region + ".log").toFile()))
                        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                                directory.resolve(region + ".log").toFile()))
                        .start());
    }

    private void execute(String region, String database, String... statements) {
        try (Connection connection =
                        servers.get(region).getDatabase(SUPERUSER, database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database of " + region + " refuses: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        for (EmbeddedPostgres server : servers.values()) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
