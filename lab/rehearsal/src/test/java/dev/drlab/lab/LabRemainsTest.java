package dev.drlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drlab.lab.simulation.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handling of files that an earlier lab left. */
class LabRemainsTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void recordsOfAnEarlierLabAreSetAsideBesideTheRuns() throws IOException {
        Path home = withRecords();
        Path aside = directory.resolve("runs/20260131T120000Z-earlier");
        assertThat(new LabRemains(home).setRecordsAside(START)).contains(aside);
        assertThat(aside.resolve("journals/one.jsonl")).hasContent("{}");
        assertThat(aside.resolve("evidence/two.jsonl")).hasContent("{}");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void recordsStayInTheHomeWhereNothingCanBeMadeBesideIt() throws IOException {
        Path home = withRecords();
        Files.writeString(directory.resolve("runs"), "a file");
        Path aside = home.resolve("20260131T120000Z-earlier");
        assertThat(new LabRemains(home).setRecordsAside(START)).contains(aside);
        assertThat(aside.resolve("evidence/two.jsonl")).hasContent("{}");
    }

    @Test
    void nothingIsMadeWhereThereIsNothingToSetAside() throws IOException {
        Path home = Files.createDirectories(directory.resolve("lab"));
        assertThat(new LabRemains(home).setRecordsAside(START)).isEmpty();
        assertThat(directory.resolve("runs")).doesNotExist();
    }

    @Test
    void recordsReachAnotherFileSystemByCopying() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory)
                && !Files.getFileStore(memory)
                        .name()
                        .equals(Files.getFileStore(directory).name()));
        Path other = Files.createTempDirectory(memory, "drlab-test-");
        try {
            Path home = withRecords();
            Files.setPosixFilePermissions(
                    home.resolve("evidence/two.jsonl"), PosixFilePermissions.fromString("rw-------"));
            Files.createSymbolicLink(home.resolve("journals/latest"), Path.of("one.jsonl"));
            new LabRemains(home).keepRecords(other.resolve("run"));
            assertThat(other.resolve("run/journals/one.jsonl")).hasContent("{}");
            assertThat(other.resolve("run/journals/latest")).isSymbolicLink();
            assertThat(Files.getPosixFilePermissions(other.resolve("run/evidence/two.jsonl")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(home).isEmptyDirectory();
            assertThat(other.resolve("run")).isDirectoryNotContaining("glob:**.partial");
        } finally {
            DirectoryTree.delete(other);
        }
    }

    private Path withRecords() throws IOException {
        Path home = directory.resolve("lab");
        Files.createDirectories(home.resolve("journals"));
        Files.createDirectories(home.resolve("evidence"));
        Files.writeString(home.resolve("journals/one.jsonl"), "{}");
        Files.writeString(home.resolve("evidence/two.jsonl"), "{}");
        return home;
    }
}
