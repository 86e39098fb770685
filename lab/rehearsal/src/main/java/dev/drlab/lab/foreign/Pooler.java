package dev.drlab.lab.foreign;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.Lab;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.postgres.ServerAccount;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.lab.simulation.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PgBouncer in transaction mode in front of one region's database. As in many set-ups, somebody points it to the new writer
 * after a move ({@link #target}); until then its clients are with the old one.
 *
 * <p>Source of the settings: PgBouncer's manual, "config".
 */
final class Pooler {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final String role;
    private final Path configuration;
    private final int port;
    private final ManagedProcess process;

    /**
     * Starts it.
     *
     * @param lab whose process it is
     * @param directory for its files; must not exist, and is made readable to its owner only, as the role's password is there
     * @param databasePort of the writer on 127.0.0.1
     * @throws LabException when it cannot be started
     */
    Pooler(Lab lab, Path directory, String role, String password, int databasePort) {
        this.role = role;
        this.configuration = directory.resolve("pgbouncer.ini");
        this.port = lab.freePort();
        ServerAccount account = ServerAccount.detect();
        try {
            Files.createDirectory(directory, PRIVATE);
            Files.writeString(users(), "\"" + role + "\" \"" + password + "\"\n");
            write(databasePort);
            account.own(directory);
        } catch (IOException e) {
            throw new LabException("the pooler's files in " + directory + " cannot be written: " + e.getMessage(), e);
        }
        this.process = lab.startProgram(new ProcessSpec(
                "pgbouncer",
                account.wrap(List.of("pgbouncer", configuration.toString())),
                Map.of(),
                directory.resolve("pgbouncer.log")));
    }

    /** Where clients connect, on 127.0.0.1. */
    int port() {
        return port;
    }

    /**
     * Points it to another database. Sessions with the former one are closed as they become free.
     *
     * @throws LabException when its file cannot be written
     */
    void target(int databasePort) {
        try {
            write(databasePort);
        } catch (IOException e) {
            throw new LabException(configuration + " cannot be written: " + e.getMessage(), e);
        }
        process.reload();
    }

    /** Takes the password away from what is kept of a run. New logins are impossible from then on. */
    void forgetPassword() {
        try {
            Files.deleteIfExists(users());
        } catch (IOException e) {
            throw new LabException(users() + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private Path users() {
        return configuration.resolveSibling("users.txt");
    }

    /** A dead server is given up on within seconds, so that a client sees an error and no endless wait. */
    private void write(int databasePort) throws IOException {
        Files.writeString(configuration, """
                [databases]
                %s = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                admin_users = %s
                pool_mode = transaction
                default_pool_size = 8
                server_connect_timeout = 2
                server_login_retry = 1
                query_wait_timeout = 3
                query_timeout = 5
                server_check_delay = 0
                log_connections = 0
                log_disconnections = 0
                """.formatted(DatabaseNames.DATABASE, databasePort, port, users(), role));
    }
}
