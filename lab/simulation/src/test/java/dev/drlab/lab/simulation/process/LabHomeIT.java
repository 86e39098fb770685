package dev.drlab.lab.simulation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.host.ProcFs;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.postgres.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab's child processes after the end of the lab, for every way in which it can end. */
class LabHomeIT {
    @TempDir
    private Path directory;

    /** A lab in another JVM with its two children. */
    private record OtherLab(Process process, long postmaster, long sleeper) {
        boolean hasLivingChild() {
            return isAlive(postmaster) || isAlive(sleeper);
        }
    }

    @Test
    void aKilledLabIsCleanedUpByTheNextOneWhichSaysSo() throws Exception {
        OtherLab other = startOtherLab();
        Signals.send("KILL", List.of(other.process().pid()));
        assertThat(other.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(isAlive(other.postmaster())).isTrue();
        assertThat(isAlive(other.sleeper())).isTrue();
        assertThat(Servers.hasSharedMemory(other.postmaster())).isTrue();

        try (LabHome home = LabHome.open(directory)) {
            assertThat(home.cleanedUpAfterCrash())
                    .anySatisfy(thing -> assertThat(thing).startsWith("postgres crashing ("))
                    .anySatisfy(thing -> assertThat(thing).startsWith("shared memory segment "))
                    .contains("sleeper (3 processes)")
                    .hasSize(3);
            assertThat(other.hasLivingChild()).isFalse();
            assertThat(Servers.processesIn(directory)).isEmpty();
            assertThat(Servers.hasSharedMemory(other.postmaster())).isFalse();
        }
        try (LabHome home = LabHome.open(directory)) {
            assertThat(home.cleanedUpAfterCrash()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aLabThatIsAskedToEndTakesItsChildrenWithIt(String signal) throws Exception {
        OtherLab other = startOtherLab();
        Signals.send(signal, List.of(other.process().pid()));
        assertThat(other.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(other.hasLivingChild()).isFalse();
        assertThat(Servers.processesIn(directory)).isEmpty();
        assertThat(Servers.hasSharedMemory(other.postmaster())).isFalse();
        try (LabHome home = LabHome.open(directory)) {
            assertThat(home.cleanedUpAfterCrash()).isEmpty();
        }
    }

    @Test
    void aSecondLabIsRefusedAndToldWhoHoldsTheDirectory() throws Exception {
        OtherLab other = startOtherLab();
        assertThatThrownBy(() -> LabHome.open(directory))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("another lab (pid " + other.process().pid() + ")")
                .hasMessageNotContaining("\n");
        assertThat(isAlive(other.postmaster())).isTrue();
        Signals.send("TERM", List.of(other.process().pid()));
        assertThat(other.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        LabHome.open(directory).close();
    }

    @Test
    void aSecondLabInTheSameJvmIsRefusedAndTheFirstKeepsItsLock() throws Exception {
        try (LabHome first = LabHome.open(directory)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> LabHome.open(directory))
                        .isInstanceOf(LabException.class)
                        .hasMessageContaining("pid " + ProcessHandle.current().pid());
            }
            Process other = otherLab();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isNotZero();
            assertThat(first.directory()).isEqualTo(directory.toRealPath());
        }
        LabHome.open(directory).close();
    }

    @Test
    void aRecycledPidIsLeftAlone() throws Exception {
        Process innocent = new ProcessBuilder("sleep", "600").start();
        try {
            LabHome.open(directory).close();
            long realStart = ProcFs.entry(innocent.pid()).orElseThrow().startTicks();
            Files.writeString(
                    directory.resolve("children"),
                    "announced\tid1\t" + ProcFs.bootId() + "\tsomething\t\nstarted\tid1\t" + innocent.pid() + "\t"
                            + (realStart - 1) + "\n");
            try (LabHome home = LabHome.open(directory)) {
                assertThat(home.cleanedUpAfterCrash()).isEmpty();
                assertThat(innocent.isAlive()).isTrue();
            }
        } finally {
            innocent.destroyForcibly();
        }
    }

    @Test
    void aChildThatWasOnlyAnnouncedIsFoundByItsMarker() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        builder.environment().put("DRLAB_CHILD", "id-of-this-test");
        Process orphan = builder.start();
        try {
            LabHome.open(directory).close();
            Files.writeString(
                    directory.resolve("children"),
                    "announced\tid-of-this-test\t" + ProcFs.bootId() + "\tservice\t\n" + "started\tid-of-th");
            try (LabHome home = LabHome.open(directory)) {
                assertThat(home.cleanedUpAfterCrash()).containsExactly("service (1 process)");
                assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void killTakesTheWholeTreeAndTerminateLetsAProcessEndByItself() throws Exception {
        try (LabHome home = LabHome.open(directory)) {
            ManagedProcess tree = home.start(new ProcessSpec(
                    "tree",
                    List.of("sh", "-c", "setsid sh -c 'sleep 600 & sleep 600' & wait"),
                    Map.of(),
                    directory.resolve("tree.log")));
            await().until(() -> tree.size() >= 4);
            tree.pause();
            assertThat(ProcFs.entry(tree.pid()).orElseThrow().isStopped()).isTrue();
            tree.resume();
            assertThat(ProcFs.entry(tree.pid()).orElseThrow().isStopped()).isFalse();
            tree.kill();
            assertThat(tree.size()).isZero();
            assertThat(tree.isAlive()).isFalse();
            assertThat(tree.onExit().get(1, TimeUnit.SECONDS)).isEqualTo(137);

            ManagedProcess polite = home.start(new ProcessSpec(
                    "polite",
                    List.of("sh", "-c", "trap 'echo $GREETING; exit 3' TERM; echo ready; while :; do sleep 0.05; done"),
                    Map.of("GREETING", "bye"),
                    directory.resolve("polite.log")));
            await().until(() -> polite.logTail(1).equals("ready"));
            assertThat(polite.terminate(Duration.ofSeconds(10))).isTrue();
            assertThat(polite.onExit().get(1, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(polite.logTail(1)).isEqualTo("bye");

            ManagedProcess stubborn = home.start(new ProcessSpec(
                    "stubborn",
                    List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done"),
                    Map.of(),
                    directory.resolve("stubborn.log")));
            await().until(() -> stubborn.logTail(1).equals("ready"));
            assertThat(stubborn.terminate(Duration.ofMillis(200))).isFalse();
            assertThat(stubborn.isAlive()).isFalse();
        }
    }

    @Test
    void aProgramThatDoesNotExistAndAClosedHomeAreRefusedClearly() {
        LabHome home = LabHome.open(directory);
        ProcessSpec missing = new ProcessSpec(
                "missing",
                List.of("no-such-program-anywhere"),
                Map.of(),
                directory.resolve("missing.log"),
                Optional.empty());
        ManagedProcess process = home.start(missing);
        assertThat(process.await(Duration.ofSeconds(10))).isTrue();
        assertThat(process.logTail(3)).contains("no-such-program-anywhere");
        home.close();
        home.close();
        assertThatThrownBy(() -> home.start(missing))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("shutting down");
    }

    private OtherLab startOtherLab() throws IOException {
        Process process = otherLab();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.matches("\\d+ \\d+")) {
            line = output.readLine();
        }
        assertThat(line).as("the pids that the other lab prints").isNotNull();
        String[] pids = line.split(" ", -1);
        return new OtherLab(process, Long.parseLong(pids[0]), Long.parseLong(pids[1]));
    }

    /** It takes SIGINT, as one that is started on a terminal: a shell's background jobs, and their children, ignore it. */
    private Process otherLab() throws IOException {
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingLab.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static boolean isAlive(long pid) {
        return ProcFs.entry(pid).filter(ProcFs.Entry::isAlive).isPresent();
    }
}
