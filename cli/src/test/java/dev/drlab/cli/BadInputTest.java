package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: exit code 2, and one clear line that names the input. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class BadInputTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> badInput() {
        return Stream.of(
                Arguments.of("rehearse nonsense", "'nonsense'; there are primary-outage"),
                Arguments.of("rehearse nonsense", "partition, all"),
                Arguments.of("rehearse --rate 0", "--rate"),
                Arguments.of("rehearse --rate many", "--rate"),
                Arguments.of("rehearse --canary-rate 100000", "--canary-rate"),
                Arguments.of("rehearse --duration 5", "--duration"),
                Arguments.of("rehearse --duration 1ms", "--duration"),
                Arguments.of("rehearse --health-threshold 11", "--health-threshold"),
                Arguments.of("rehearse --health-interval 1ms", "--health-interval"),
                Arguments.of("rehearse --wan-latency 1h", "--wan-latency"),
                Arguments.of("rehearse --port 70000", "--port"),
                Arguments.of("rehearse --no-such-option", "--no-such-option"),
                Arguments.of("bench --runs 0", "--runs"),
                Arguments.of("activate us-west-2", "--mode"),
                Arguments.of("activate us-west-2 --mode foo", "--mode is 'foo'; give planned or unplanned"),
                Arguments.of("activate us-west-2 --mode initial", "--mode is 'initial'"),
                Arguments.of("activate us-west-2 --mode planned --reason=", "--reason is blank"),
                Arguments.of("reprotect us-west-2 --reason=", "--reason is blank"),
                Arguments.of(
                        "activate us-west-2 --mode unplanned --incident-started-at yesterday",
                        "--incident-started-at is 'yesterday'"),
                Arguments.of(
                        "activate us-west-2 --mode unplanned --incident-started-at 2999-01-31T12:00:00Z",
                        "--incident-started-at is 2999-01-31T12:00:00Z, which is still to come"),
                Arguments.of("s3 restore --at 1h", "--bucket"),
                Arguments.of("s3 restore --bucket b", "--at"),
                Arguments.of("s3 restore --bucket b --at yesterday", "--at"),
                Arguments.of("s3 restore --bucket b --at 1h --key k --prefix p", "--prefix"),
                Arguments.of("s3 restore --bucket b --at 1h --endpoint foo", "--endpoint is 'foo'"),
                Arguments.of("s3 restore --bucket b --at 1h --endpoint //host", "--endpoint is '//host'"),
                Arguments.of("s3 restore --bucket b --at 1h --endpoint ftp://host", "--endpoint is 'ftp://host'"),
                Arguments.of("bootstrap", "artifacts or database"),
                Arguments.of("bootstrap artifacts --project My_Lab", "--project is 'My_Lab'"),
                Arguments.of("bootstrap artifacts --project ab", "--project is 'ab'"),
                Arguments.of("bootstrap artifacts --project sg-lab", "--project is 'sg-lab'"),
                Arguments.of("bootstrap artifacts --account 12", "--account is '12'"),
                Arguments.of("bootstrap database --primary-region sydney", "--primary-region is 'sydney'"),
                Arguments.of("bootstrap database --secondary-region ap-southeast-2", "--secondary-region"),
                Arguments.of("bootstrap database --timeout soon", "--timeout"),
                Arguments.of("bootstrap artifacts --dry-run --source /nowhere", "no agent zip in /nowhere"),
                Arguments.of("readiness", "REGION"),
                Arguments.of("readiness sydney", "REGION: there is no region 'sydney'"),
                Arguments.of("readiness us-west-2 --peer aws-global", "--peer: there is no region 'aws-global'"),
                Arguments.of("readiness us-west-2 --without lag --without all", "--without is 'all'"),
                Arguments.of("no-such-command", "no-such-command"));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void isRefusedByName(String arguments, String named) {
        Outcome outcome = Outcome.of(arguments.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().lines().findFirst().orElse(""))
                .startsWith("drlab: ")
                .contains(named);
        assertThat(outcome.err()).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "rehearse", "soak", "bench"})
    void aDirectoryOfSomebodyElseIsNotTakenForALabsHome(String command) throws IOException {
        Path home = directory.resolve("home");
        Path theirs = home.resolve("snapshots/f");
        Files.createDirectories(theirs.getParent());
        Files.writeString(theirs, "theirs");
        Outcome outcome = Outcome.of(
                command, "--home", home.toString(), command.equals("up") ? "--port=0" : "--report-dir=" + directory);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("drlab: " + home + " is not empty").contains("--home");
        assertThat(theirs).hasContent("theirs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rehearse", "soak", "bench"})
    void aReportDirectoryThatCannotBeWrittenIsToldBeforeALabIsStarted(String command) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        Path home = directory.resolve("lab");
        Outcome outcome = Outcome.of(command, "--home", home.toString(), "--report-dir", file.resolve("x") + "");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("drlab: --report-dir: cannot write in " + file.resolve("x") + ": ");
        assertThat(home).doesNotExist();
    }

    @Test
    void aHomeThatCannotBeMadeIsToldWithItsCause() {
        Outcome outcome = Outcome.of("up", "--home", "/proc/x");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).containsPattern("/proc/x: [a-z ]+; name another directory with --home");
    }

    @ParameterizedTest
    @MethodSource("commandsOnALab")
    void aCommandOnALabThatDoesNotRunSaysHowToStartOne(String arguments) {
        Outcome outcome = Outcome.of((arguments + " --home " + directory).split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("drlab: no lab is running").contains("drlab up");
    }

    static Stream<String> commandsOnALab() {
        return Stream.of("status", "kill us-west-2", "restore us-west-2", "activate us-west-2 --mode planned");
    }

    @Test
    void helpOfEveryCommandWorks() {
        for (String command : new String[] {
            "",
            "rehearse",
            "up",
            "status",
            "activate",
            "reprotect",
            "kill",
            "restore",
            "rpo",
            "rpo loss",
            "s3 restore",
            "soak",
            "bench",
            "break-glass activate",
            "bootstrap",
            "bootstrap artifacts",
            "bootstrap database"
        }) {
            Outcome help = Outcome.of((command + " --help").strip().split(" "));
            assertThat(help.code()).as(command).isZero();
            assertThat(help.out()).as("a default is read in one piece").doesNotContainPattern("\\(default:[ .]*\\R");
        }
    }
}
