package dev.drlab.lab.simulation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.host.ProcFs;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which segments are removed and when, on segments of {@code ipcmk} and of PostgreSQL. */
class SharedMemoryIT {
    @TempDir
    private Path directory;

    private record Made(String key, String id, long creator) {}

    @Test
    void removesTheSegmentThatThePidFileNamesAndNoOther() throws Exception {
        Made made = make();
        try {
            pidFile(made.key(), made.id(), made.creator() + 1);
            assertThat(SharedMemory.removeLeftBy(directory)).isEmpty();
            pidFile("1", made.id(), made.creator());
            assertThat(SharedMemory.removeLeftBy(directory)).isEmpty();
            assertThat(Servers.hasSharedMemory(made.creator())).isTrue();

            pidFile(made.key(), made.id(), made.creator());
            assertThat(SharedMemory.removeLeftBy(directory)).contains("shared memory segment " + made.id());
            assertThat(Servers.hasSharedMemory(made.creator())).isFalse();
            assertThat(directory.resolve("postmaster.pid")).doesNotExist();
            assertThat(SharedMemory.removeLeftBy(directory)).isEmpty();
        } finally {
            new ProcessBuilder("ipcrm", "-m", made.id()).start().waitFor();
        }
    }

    @Test
    void aSegmentThatADyingProcessStillUsesIsAwaited() throws Exception {
        try (LabHome home = LabHome.open(directory.resolve("home"))) {
            PostgresServer server = Servers.server(home, "dying");
            server.initialize();
            server.start();
            long postmaster = server.process().orElseThrow().pid();
            long dying = child(postmaster);
            Signals.send("STOP", List.of(dying));
            Signals.send("KILL", List.of(postmaster));

            CompletableFuture<Optional<String>> removal =
                    CompletableFuture.supplyAsync(() -> SharedMemory.removeLeftBy(server.dataDirectory()));
            await().until(() -> isRemovedButInUse(postmaster));
            assertThat(removal).isNotDone();
            Signals.send("KILL", List.of(dying));

            assertThat(removal.get(10, TimeUnit.SECONDS)).isPresent();
            assertThat(Servers.hasSharedMemory(postmaster)).isFalse();
        }
    }

    @Test
    void aPidFileWithoutSegmentOrWithAKeyAboveTheSignIsNoError() throws Exception {
        Files.writeString(directory.resolve("postmaster.pid"), "123\n/data\n1\n5432\n");
        assertThat(SharedMemory.removeLeftBy(directory)).isEmpty();
        pidFile("18446744071562067968", "77", 123); // (unsigned long) of the most negative int
        assertThat(SharedMemory.removeLeftBy(directory)).isEmpty();
    }

    private static long child(long parent) {
        return ProcFs.entries().stream()
                .filter(entry -> entry.parentPid() == parent)
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static boolean isRemovedButInUse(long creator) throws IOException {
        return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
                .map(line -> List.of(line.strip().split("\\s+")))
                .anyMatch(fields -> fields.get(0).equals("0") && fields.get(4).equals(Long.toString(creator)));
    }

    /** ipcmk chooses the key at random, so about every second one is negative. */
    private Made make() throws Exception {
        Process ipcmk = new ProcessBuilder("ipcmk", "-M", "56").start();
        long pid = ipcmk.pid();
        String output = new String(ipcmk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ipcmk.waitFor()).as(output).isZero();
        String id = output.replaceAll("\\D+", "");
        for (String line : Files.readAllLines(Path.of("/proc/sysvipc/shm"))) {
            List<String> fields = List.of(line.strip().split("\\s+"));
            if (fields.get(1).equals(id)) {
                return new Made(Long.toUnsignedString(Long.parseLong(fields.get(0))), id, pid);
            }
        }
        throw new AssertionError("ipcmk made no segment " + id);
    }

    private void pidFile(String key, String id, long creator) throws Exception {
        Files.writeString(
                directory.resolve("postmaster.pid"),
                creator + "\n/data\n1795359716\n5999\n\n127.0.0.1\n  " + key + "  " + id + "\nready   \n");
    }
}
