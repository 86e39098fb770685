package dev.drlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what an earlier lab left. */
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

    private Path withRecords() throws IOException {
        Path home = directory.resolve("lab");
        Files.createDirectories(home.resolve("journals"));
        Files.createDirectories(home.resolve("evidence"));
        Files.writeString(home.resolve("journals/one.jsonl"), "{}");
        Files.writeString(home.resolve("evidence/two.jsonl"), "{}");
        return home;
    }
}
