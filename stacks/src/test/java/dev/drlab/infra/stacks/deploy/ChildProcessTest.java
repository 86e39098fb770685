package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    private Path directory;

    @Test
    void closingKillsWhatTheProcessStartedToo() throws Exception {
        Path pids = directory.resolve("pids");
        ChildProcess process = start("sleep 600 & echo $! > pids; echo $$ >> pids; wait");
        Awaitility.await()
                .until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);

        process.close();

        for (String pid : Files.readAllLines(pids)) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !isRunning(pid));
        }
    }

    @Test
    void hasTheCommandsExitCodeOutputAndEnvironment() throws Exception {
        try (ChildProcess process = start("echo \"$GREETING\"; exit 7")) {
            assertThat(process.exitCode()).isEqualTo(7);
            assertThat(directory.resolve("output")).hasContent("hello");
        }
    }

    /**
     * {@link ProcessHandle#isAlive} is also true for a zombie: a dead process whose new parent has not waited for it
     * yet.
     */
    private static boolean isRunning(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    private ChildProcess start(String script) throws IOException {
        return ChildProcess.start(
                List.of("sh", "-c", script), directory, Map.of("GREETING", "hello"), directory.resolve("output"));
    }
}
