package dev.drlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabLogsTest {
    @TempDir
    private Path folder;

    @Test
    void copiesTheLogsOfBothRegionsAndNothingOfTheirData() throws Exception {
        Path home = folder.resolve("lab");
        Path region = Files.createDirectories(home.resolve(RegionNames.PRIMARY).resolve("data"));
        Files.writeString(region.resolve("deep.log"), "a database's file");
        Files.writeString(region.resolveSibling("postgres.log"), "FATAL");
        Files.writeString(region.resolveSibling("control.json"), "{}");
        Files.createDirectories(home.resolve(RegionNames.SECONDARY));
        Files.writeString(home.resolve(RegionNames.SECONDARY).resolve("service-1.log"), "listening");
        Path run = folder.resolve("run");
        assertThat(new LabLogs(home).copyTo(run)).isTrue();
        assertThat(run.resolve("logs/ap-southeast-2/postgres.log")).hasContent("FATAL");
        assertThat(run.resolve("logs/us-west-2/service-1.log")).hasContent("listening");
        assertThat(run.resolve("logs/ap-southeast-2")).isDirectoryNotContaining("glob:**/{deep.log,control.json}");
        assertThat(home.resolve("us-west-2/service-1.log"))
                .as("a lab that runs goes on writing it")
                .exists();
    }

    @Test
    void aLabThatLeftNoLogsHasNone() throws Exception {
        assertThat(new LabLogs(folder.resolve("none")).copyTo(folder.resolve("run")))
                .isFalse();
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
