package dev.drlab.lab.simulation.postgres;

import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * Makes a replica from a running primary by the low-level backup API (PostgreSQL 17 manual, 26.3.4 "Making a Base Backup
 * Using the Low Level API"), which is what a new read replica of RDS amounts to. The files are copied from disk to disk,
 * not over the link: on AWS the replica starts from a snapshot too.
 */
public final class BaseBackup {
    /** Directories whose contents the manual tells to leave out; the server makes them anew. */
    private static final Set<String> WITHOUT_CONTENTS = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "pg_internal.init",
            "backup_label",
            "tablespace_map",
            "backup_manifest",
            "current_logfiles",
            "standby.signal",
            "recovery.signal");

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Path CONTROL_FILE = Path.of("global", "pg_control");

    private final PostgresServer primary;

    /** Backups of {@code primary}, which has to run while they are made. */
    public BaseBackup(PostgresServer primary) {
        this.primary = Objects.requireNonNull(primary, "primary");
    }

    /**
     * Fills the data directory of {@code replica} and makes it follow {@code upstream} from its next start on. The slot
     * is made on the primary before the copy, so the WAL that the replica needs is kept; a slot of that name is replaced
     * if nobody uses it.
     *
     * @throws LabException when the primary does not answer, the replica's data directory exists, or the slot is in use
     */
    public void restoreTo(PostgresServer replica, Upstream upstream) {
        try (Connection session = primary.superuser("postgres")) {
            Path copy = replica.createCopyDirectory();
            createSlot(session, upstream.slot());
            try (Statement statement = session.createStatement()) {
                statement.execute("SELECT pg_backup_start('drlab', fast => true)");
            }
            copy(primary.dataDirectory(), copy);
            finish(session, copy);
            Files.createFile(copy.resolve("standby.signal"));
            replica.adoptCopy(copy); // from now on the server can start; half a copy never looks like data
            replica.follow(upstream);
        } catch (SQLException | IOException e) {
            throw new LabException(
                    "cannot make " + replica.settings().name() + " a replica of "
                            + primary.settings().name() + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * Copies the running server's data so that a server can be started from the copy as it was at the end of the copying:
     * what a snapshot of RDS amounts to.
     *
     * @param target does not exist yet
     * @throws LabException when the server does not answer, or the copy cannot be written
     */
    public void snapshotTo(Path target) {
        try (Connection session = primary.superuser("postgres")) {
            Files.createDirectories(target.getParent());
            Files.createDirectory(target, PRIVATE);
            try (Statement statement = session.createStatement()) {
                statement.execute("SELECT pg_backup_start('drlab-snapshot', fast => true)");
            }
            copy(primary.dataDirectory(), target);
            finish(session, target);
            copyWal(primary.dataDirectory().resolve("pg_wal"), target.resolve("pg_wal"));
        } catch (SQLException | IOException e) {
            throw new LabException(
                    "cannot take a snapshot of " + primary.settings().name() + ": " + e.getMessage(), e);
        }
    }

    /** Behind the backup's end, so that all WAL since its start is there. */
    private static void copyWal(Path source, Path target) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source, Files::isRegularFile)) {
            for (Path file : files) {
                copyIfThere(file, target.resolve(file.getFileName()));
            }
        }
    }

    private static void createSlot(Connection session, String slot) throws SQLException {
        try (PreparedStatement drop = session.prepareStatement(
                        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?");
                PreparedStatement create =
                        session.prepareStatement("SELECT pg_create_physical_replication_slot(?, true)")) {
            drop.setString(1, slot);
            drop.execute();
            create.setString(1, slot);
            create.execute();
        }
    }

    private static void finish(Connection session, Path target) throws SQLException, IOException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => false)")) {
            rows.next();
            String tablespaces = rows.getString(2);
            if (tablespaces != null && !tablespaces.isBlank()) {
                throw new LabException("the primary has tablespaces, which a replica on the same machine cannot share:"
                        + " drop them");
            }
            Files.writeString(target.resolve("backup_label"), rows.getString(1));
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path relative = source.relativize(directory);
                if (!directory.equals(source)) {
                    Files.createDirectory(target.resolve(relative), PRIVATE);
                }
                return WITHOUT_CONTENTS.contains(relative.toString()) || isTemporary(directory)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = source.relativize(file);
                if (relative.equals(CONTROL_FILE)) {
                    Files.write(target.resolve(relative), readUntorn(file));
                } else if (!LEFT_OUT.contains(file.getFileName().toString()) && !isTemporary(file)) {
                    copyIfThere(file, target.resolve(relative));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // dropped meanwhile; replay drops it from the copy as well
                }
                throw failure;
            }
        });
    }

    private static void copyIfThere(Path file, Path copy) throws IOException {
        try {
            Files.copy(file, copy);
        } catch (NoSuchFileException droppedMeanwhile) {
            Files.deleteIfExists(copy);
        }
    }

    /** Unlike data pages, which replay restores, the control file must not be caught half written. */
    private static byte[] readUntorn(Path file) throws IOException {
        byte[] previous = Files.readAllBytes(file);
        while (true) {
            byte[] next = Files.readAllBytes(file);
            if (Arrays.equals(previous, next)) {
                return next;
            }
            previous = next;
        }
    }

    private static boolean isTemporary(Path path) {
        return path.getFileName().toString().startsWith("pgsql_tmp");
    }
}
