package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, which is what Ctrl-C amounts to, in the middle of a rehearsal that runs in a process of its own. */
class InterruptedRehearsalIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private Process rehearsal;

    @AfterEach
    void killWhatIsLeft() {
        rehearsal.destroyForcibly();
    }

    @Test
    void leavesItsLogsAndAReportThatIsNoPassAndNothingRunning() throws Exception {
        rehearsal = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.drlab.cli.Main",
                        "rehearse",
                        "--home",
                        directory.resolve("lab").toString(),
                        "--report-dir",
                        directory.resolve("runs").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.log").toFile())
                .start();
        await().atMost(LIMIT).until(() -> output().contains("region killed"));
        List<ProcessHandle> children = rehearsal.descendants().toList();
        assertThat(children).isNotEmpty();
        rehearsal.destroy();
        assertThat(rehearsal.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(rehearsal.exitValue()).as(output()).isEqualTo(130);
        assertThat(children).noneMatch(InterruptedRehearsalIT::isRunning);
        Path run = onlyRun();
        assertThat(output()).contains("interrupted; what is known until then, and the logs, are in " + run);
        JsonNode report = Json.mapper().readTree(Files.readString(run.resolve("report.json")));
        assertThat(report.path("verdict").asText()).isEqualTo("interrupted");
        assertThat(run.resolve(report.path("logs").asText()).resolve("us-west-2/postgres.log"))
                .isNotEmptyFile();
    }

    /** {@link ProcessHandle#isAlive} is true of a zombie too: dead, and not yet waited for by the one that adopted it. */
    private static boolean isRunning(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    private Path onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve("runs"))) {
            return runs.reduce((one, other) -> {
                        throw new AssertionError("more than one run: " + one + ", " + other);
                    })
                    .orElseThrow();
        }
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("out.log"));
        } catch (IOException e) {
            return "";
        }
    }
}
