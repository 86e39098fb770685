package dev.drlab.lab.simulation.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.process.LabHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How PostgreSQL gets its programs and runs unprivileged. */
class ServerAccountIT {
    @TempDir
    private Path directory;

    @Tag("deep")
    @Test
    void serversOfRootRunAsNobodyWhereUserNamespacesAreRefused() throws Exception {
        assumeTrue(ServerAccount.detect() != ServerAccount.SELF, "only root can become nobody");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (LabHome home = LabHome.open(directory)) {
            PostgresServer primary = server(home, "one");
            primary.initialize();
            primary.start();
            new DatabaseSetup(Servers.PASSWORD, Servers.PASSWORD).apply(primary);
            long pid = primary.process().orElseThrow().pid();
            assertThat(Files.getAttribute(Path.of("/proc/" + pid), "unix:uid")).isEqualTo(65_534);
            assertThat(Files.getAttribute(primary.dataDirectory(), "unix:uid")).isEqualTo(65_534);

            PostgresServer replica = server(home, "two");
            new BaseBackup(primary).restoreTo(replica, Servers.upstream(primary, "two"));
            replica.start();
            primary.kill();
            assertThat(Servers.processesIn(primary.dataDirectory())).isEmpty();
            assertThat(Servers.hasSharedMemory(pid)).isFalse();
            replica.promote(Duration.ofSeconds(20));
            assertThat(replica.isInRecovery()).isFalse();
            primary.start();
            assertThat(primary.isInRecovery()).isFalse();
        }
    }

    @Test
    void aDirectoryThatNobodyCannotEnterIsNamed() {
        assumeTrue(ServerAccount.detect() != ServerAccount.SELF, "only root can become nobody");
        try (LabHome home = LabHome.open(directory)) {
            assertThatThrownBy(() -> server(home, "one").initialize())
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("cannot enter " + home.directory());
        }
    }

    @Tag("deep")
    @Test
    void severalLabsMayUnpackAtOnceAndOnlyTheFirstTimeTakesTime() throws Exception {
        List<String> progress = new CopyOnWriteArrayList<>();
        Callable<PostgresBinaries> unpack = () -> PostgresBinaries.unpack(directory, progress::add);
        var executor = Executors.newFixedThreadPool(2);
        try {
            List<java.util.concurrent.Future<PostgresBinaries>> both = executor.invokeAll(List.of(unpack, unpack));
            assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
        } finally {
            executor.shutdownNow();
        }
        assertThat(progress).isNotEmpty().allSatisfy(line -> assertThat(line).startsWith("unpacking PostgreSQL into"));
        progress.clear();
        PostgresBinaries again = PostgresBinaries.unpack(directory, progress::add);
        assertThat(progress).isEmpty();
        assertThat(again.version()).startsWith("17.");
        assertThat(Path.of(again.program("initdb"))).isExecutable();
        try (var left = Files.list(directory)) {
            assertThat(left).as("nothing temporary is left").hasSize(1);
        }
    }

    private static PostgresServer server(LabHome home, String name) {
        PostgresBinaries binaries =
                PostgresBinaries.prepare(ServerAccount.NOBODY, home.directory().resolve("binaries"), progress -> {});
        return new PostgresServer(
                home,
                binaries,
                ServerAccount.NOBODY,
                new PostgresSettings(name, home.directory().resolve(name), home.freePort(), Servers.PASSWORD));
    }
}
