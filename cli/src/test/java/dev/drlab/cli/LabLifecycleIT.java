package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a lab as its user sees it: real commands in processes of their own. */
@Tag("deep")
class LabLifecycleIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    private record Outcome(int code, String output) {}

    @AfterEach
    void killWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aLabIsKilledFailedOverRestoredAndStoppedFromOtherTerminals() throws Exception {
        Process up = start("up", "up", "--home", home());
        String frontDoor = awaitUp("up");
        assertThat(drlab("status").output).contains("epoch 1 ap-southeast-2", "replica");
        assertThat(FrontDoor.post(URI.create(frontDoor))).isEqualTo(201);
        assertThat(drlab("readiness", "us-west-2", "--lab", "--json"))
                .satisfies(o -> assertThat(o.code).as(o.output).isZero())
                .satisfies(o -> assertThat(o.output).startsWith("{").contains("\"verdict\" : \"ready\""));
        assertThat(drlab("readiness", "nowhere-1", "--lab").code).isEqualTo(2);
        assertThat(drlab("kill", "nowhere")).satisfies(o -> assertThat(o.code).isEqualTo(2));

        Outcome second = run("second", "up", "--home", home());
        assertThat(second.code).isEqualTo(2);
        assertThat(second.output).contains("another lab (pid " + up.pid() + ")");

        assertThat(drlab("kill", "ap-southeast-2").code).isZero();
        assertThat(drlab("readiness", "us-west-2", "--lab"))
                .as("what a dark region holds cannot be seen")
                .satisfies(o -> assertThat(o.code).as(o.output).isNotZero());
        assertThat(drlab("status").output)
                .contains("down", "next: ap-southeast-2, the writer, is lost", "./drlab restore ap-southeast-2");
        Outcome planned = drlab("activate", "us-west-2", "--mode", "planned");
        assertThat(planned.code).isEqualTo(1);
        assertThat(planned.output).contains("PeerUnreachable");
        Outcome unplanned = drlab("activate", "us-west-2", "--mode", "unplanned", "--reason", "test");
        assertThat(unplanned.code).as(unplanned.output).isZero();
        assertThat(unplanned.output).contains("us-west-2 is the writer at epoch 2; it took writes ");
        await().atMost(LIMIT).until(() -> FrontDoor.post(URI.create(frontDoor)) == 201);
        assertThat(drlab("restore", "ap-southeast-2").output).contains("restored");
        await().atMost(LIMIT)
                .until(() -> drlab("restore", "ap-southeast-2").output.contains("nothing of it is down"));
        Outcome stale = drlab("activate", "ap-southeast-2", "--mode", "unplanned");
        assertThat(stale.code).isEqualTo(1);
        assertThat(stale.output).contains("StaleDatabase", "epoch 1", "2");

        Outcome active = drlab("reprotect", "us-west-2");
        assertThat(active.code).isEqualTo(1);
        assertThat(active.output).contains("RegionActive");
        Outcome rebuilt = drlab("reprotect", "ap-southeast-2", "--reason", "test");
        assertThat(rebuilt.code).as(rebuilt.output).isZero();
        assertThat(rebuilt.output)
                .contains(
                        "ap-southeast-2 is the standby of us-west-2 at epoch 2.",
                        "The old database is kept as snapshot drlab-ap-southeast-2-db-");
        assertThat(rebuilt.output.lines().filter(line -> line.endsWith(" DescribeReplica")))
                .as("a state that polls shows once")
                .hasSizeLessThanOrEqualTo(1);
        Process left = start("left", "reprotect", "ap-southeast-2", "--rebuild", "--home", home());
        await().atMost(LIMIT).until(() -> log("left").contains(" s  "));
        left.destroy(); // SIGTERM, as Ctrl-C: only the command ends
        assertThat(left.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(log("left")).contains("reprotect goes on in the lab; see: drlab status");
        await().atMost(LIMIT).until(() -> drlab("reprotect", "ap-southeast-2").code == 0); // the lock is given back
        assertThat(drlab("reprotect", "ap-southeast-2", "--json").output)
                .startsWith("{")
                .contains("\"alreadyProtected\" : true");
        assertThat(FrontDoor.post(URI.create(frontDoor))).isEqualTo(201);

        up.destroy(); // SIGTERM, as Ctrl-C: the shutdown hook must leave nothing behind
        assertThat(up.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(processesOverTheLab()).isEmpty();
        assertThat(drlab("status").output).contains("no lab is running");
    }

    @Test
    void aLabThatWasKilledIsCleanedUpByTheNextOneWhichSaysSo() throws Exception {
        Process up = start("up", "up", "--home", home());
        awaitUp("up");
        up.destroyForcibly();
        assertThat(up.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(processesOverTheLab()).as("its children outlive a SIGKILL").isNotEmpty();

        Process next = start("next", "up", "--home", home());
        awaitUp("next");
        assertThat(log("next")).contains("cleaned up after a lab that was killed", "earlier records");
        assertThat(directory.resolve("runs")).isDirectoryRecursivelyContaining("glob:**-earlier/journals/*.jsonl");
        next.destroy();
        assertThat(next.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(processesOverTheLab()).isEmpty();
    }

    @Test
    void aBusyPortIsOneClearLineAndLeavesNothingRunning() throws Exception {
        try (ServerSocket busy = new ServerSocket(0)) {
            Outcome outcome = run("busy", "up", "--home", home(), "--port", Integer.toString(busy.getLocalPort()));
            assertThat(outcome.code).isEqualTo(2);
            assertThat(outcome.output).contains(Integer.toString(busy.getLocalPort()));
            assertThat(processesOverTheLab()).isEmpty();
        }
    }

    private String home() {
        return directory.resolve("lab").toString();
    }

    private String awaitUp(String name) {
        Pattern door = Pattern.compile("front door +(http://127\\.0\\.0\\.1:\\d+)");
        await().atMost(LIMIT).until(() -> log(name).contains("Ctrl-C stops the lab"));
        Matcher matcher = door.matcher(log(name));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private Outcome drlab(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home()));
        return run(arguments[0] + started.size(), all.toArray(String[]::new));
    }

    private Outcome run(String name, String... arguments) throws Exception {
        Process process = start(name, arguments);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), log(name));
    }

    private Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.drlab.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(logFile(name).toFile())
                .start();
        started.add(process);
        return process;
    }

    private Path logFile(String name) {
        return directory.resolve(name + ".log");
    }

    private String log(String name) {
        try {
            return Files.readString(logFile(name));
        } catch (IOException e) {
            return "";
        }
    }

    /** Command lines that name the lab's directory, other than the commands that this test started. */
    private List<String> processesOverTheLab() throws IOException {
        List<Long> own = started.stream().map(Process::pid).toList();
        List<String> found = new ArrayList<>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String line = read(process.resolve("cmdline")) + " " + read(process.resolve("environ"));
                if (line.contains(home())
                        && !own.contains(Long.parseLong(process.getFileName().toString()))) {
                    found.add(process.getFileName() + ": " + line.substring(0, Math.min(200, line.length())));
                }
            }
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it ended meanwhile
        }
    }
}
