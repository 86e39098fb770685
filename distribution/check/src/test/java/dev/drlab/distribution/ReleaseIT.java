package dev.drlab.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives as somebody uses them who has a JRE and nothing else of drlab's. */
class ReleaseIT {
    private static final String VERSION = System.getProperty("drlab.version");
    /** Loose: machines are shared. Also for what the launcher does before a first start. */
    private static final Duration UP = Duration.ofSeconds(120);

    @TempDir
    private static Path directory;

    private static Installed full;
    private static Installed aws;

    @BeforeAll
    static void unpack() throws Exception {
        Installed.run(List.of("chmod", "755", directory.toString()), directory);
        full = Installed.unpack("lab", "drlab", Files.createDirectories(directory.resolve("full")));
        aws = Installed.unpack("aws", "drlab-aws", Files.createDirectories(directory.resolve("aws")));
    }

    @Test
    void tellsWhichItIs() throws Exception {
        Installed.Result result = full.drlab("--version");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("drlab " + VERSION + ", commit ").contains("PostgreSQL 17");
        assertThat(aws.drlab("--version").out())
                .startsWith("drlab " + VERSION + ", commit ")
                .doesNotContain("PostgreSQL");
    }

    @Test
    void helpListsWhatTheDistributionHas() throws Exception {
        assertThat(full.drlab("--help").out()).contains("rehearse", "doctor", "readiness");
        assertThat(aws.drlab("--help").out()).contains("doctor", "readiness").doesNotContain("rehearse  ");
    }

    @Test
    void aCommandOfTheLabIsToldWhichArchiveHasIt() throws Exception {
        Installed.Result result = aws.drlab("rehearse");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("runs in a lab", "drlab-" + VERSION + ".tar.gz");
    }

    @Test
    void anUnknownCommandExitsWithTwoAndSuggests() throws Exception {
        Installed.Result result = full.drlab("rehears");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("drlab: ", "rehearse", "--help");
    }

    @Test
    void doctorFindsTheLabAndMissesWhatDeploys() throws Exception {
        Installed.Result result = full.drlab("doctor", "--json");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("complete").asBoolean()).isTrue();
        assertThat(level(json, "postgresql")).isEqualTo("ok");
        assertThat(level(json, "sources")).isEqualTo("missing");
        assertThat(level(json, "mvn")).isEqualTo("missing");
        assertThat(level(json, "javac")).isEqualTo("missing");
        assertThat(finding(json, "java").get("found").asText())
                .as("all of it ran with a JRE")
                .endsWith(full.jre().toString());
        assertThat(full.jre().resolve("bin")).isDirectoryNotContaining("glob:**/javac");
        assertThat(full.drlab("doctor", "--for", "deploy").code()).isEqualTo(1);
        assertThat(full.drlab("doctor", "--for", "nothing").code()).isEqualTo(2);
        JsonNode other =
                new ObjectMapper().readTree(aws.drlab("doctor", "--json").out());
        assertThat(level(other, "lab")).isEqualTo("missing");
    }

    @Test
    void rehearsesAsAnotherUserWithoutAHome() throws Exception {
        // How long it takes depends on what else the machine does; what is lost does not.
        Installed.Result result =
                full.drlab("rehearse", "--report-dir", "reports", "--target-failed", "100", "--target-gap", "100s");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("lab up", "PASS");
        List<Path> reports;
        try (var files = Files.walk(full.work().resolve("reports"))) {
            reports = files.filter(file -> file.endsWith("report.json")).toList();
        }
        assertThat(reports).hasSize(1);
        JsonNode lab = new ObjectMapper().readTree(reports.get(0).toFile()).get("lab");
        assertThat(lab.get("upSeconds").asDouble()).isPositive().isLessThan(UP.toSeconds());
    }

    /**
     * As somebody sees it who has just unpacked the archive: the launcher's check of the JVM and its class-data archive,
     * and PostgreSQL's programs unpacked, are in it. Prints how long it took.
     */
    @Test
    void theFirstRehearsalHasItsLabUpSoon() throws Exception {
        Path place = Files.createDirectories(directory.resolve("first"));
        Installed first = Installed.unpack("lab", "drlab", place);
        Path cache = Files.createDirectories(place.resolve("cache"));
        Installed.run(List.of("chmod", "777", cache.toString()), directory);
        first.with("XDG_CACHE_HOME", cache.toString());
        Path out = Files.createTempFile(directory, "first", ".out");
        Path err = Files.createTempFile(directory, "first", ".err");
        long began = System.nanoTime();
        Process rehearsal = first.start(out, err, "rehearse");
        List<Integer> codes;
        try {
            await().atMost(UP)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> Files.readString(out).contains("lab up") || !rehearsal.isAlive());
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT, "ReleaseIT: first rehearsal: lab up %.1f s after the launcher's start%n", seconds);
        } finally {
            codes = Installed.interrupt(rehearsal);
        }
        assertThat(out).content().contains("lab up");
        assertThat(err).content().contains("making a class-data archive").doesNotContain("no class-data archive");
        assertThat(codes).as(Files.readString(err)).containsExactly(130);
    }

    @Test
    void twoLabsAtOnceAndCtrlC() throws Exception {
        Path out = Files.createTempFile(directory, "up", ".out");
        Path err = Files.createTempFile(directory, "up", ".err");
        Process one = full.start(out, err, "up", "--home", "one");
        Path otherOut = Files.createTempFile(directory, "other", ".out");
        Process other = full.start(otherOut, err, "up", "--home", "other");
        List<Integer> codes;
        try {
            await().atMost(UP).until(() -> isUp(out) && isUp(otherOut));
        } finally {
            codes = Installed.interrupt(one, other);
        }
        assertThat(codes).as(Files.readString(err)).containsExactly(130, 130);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(processesIn(full.work())).isEmpty());
    }

    @Test
    void aClassDataArchiveIsKeptWhereTheUserMayWriteAndElsewhereNotMissed() throws Exception {
        Path cache = Files.createDirectories(full.work().resolve("cache of theirs"));
        Installed.run(List.of("chmod", "777", cache.toString()), directory);
        Installed cached = Installed.unpack("aws", "drlab-aws", Files.createDirectories(directory.resolve("cached")))
                .with("XDG_CACHE_HOME", cache.toString());
        assertThat(cached.drlab("--version").err()).contains("class-data archive");
        assertThat(cached.drlab("--version").err()).isEmpty();
        if (Installed.isRoot()) { // whoever unpacked it may write beside it
            assertThat(cache.resolve("drlab/drlab-aws-" + VERSION + "/classes.jsa"))
                    .isNotEmptyFile();
        }
    }

    @Test
    void hasManualCompletionAndLicences() throws Exception {
        assertThat(full.home().resolve("man/man1/drlab-rehearse.1"))
                .content()
                .contains("SYNOPSIS", "\\-\\-report\\-dir");
        assertThat(aws.home().resolve("man/man1/drlab-rehearse.1")).doesNotExist();
        assertThat(full.home().resolve("THIRD-PARTY.txt")).content().contains("postgresql", "picocli");
        assertThat(full.home().resolve("LICENSE")).isNotEmptyFile();
        assertThat(full.home().resolve("README.md")).content().contains("drlab-" + VERSION);
        String completed = Installed.run(
                List.of(
                        "bash",
                        "-c",
                        "source '" + full.home().resolve("completion/drlab.bash")
                                + "'; COMP_WORDS=(drlab rehe); COMP_CWORD=1; COMP_LINE='drlab rehe';"
                                + " _complete_drlab; echo \"${COMPREPLY[@]}\""),
                directory);
        assertThat(completed.strip()).isEqualTo("rehearse");
    }

    @Test
    void whatIsIncompleteSaysSo() throws Exception {
        Installed spoilt = Installed.unpack("aws", "drlab-aws", Files.createDirectories(directory.resolve("spoilt")));
        try (var jars = Files.newDirectoryStream(spoilt.home().resolve("lib"), "picocli-*.jar")) {
            for (Path jar : jars) {
                Files.write(jar, new byte[0]);
            }
        }
        Installed.Result result = spoilt.drlab("--version");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("is not complete; unpack the archive again");
        Installed.Result without = spoilt.with("JAVA_HOME", "/nowhere").drlab("--version");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("set it to a JRE 17 or newer");
    }

    private static boolean isUp(Path out) throws IOException {
        return Files.readString(out).contains("Ctrl-C stops the lab");
    }

    private static String level(JsonNode diagnosis, String id) {
        return finding(diagnosis, id).get("level").asText();
    }

    private static JsonNode finding(JsonNode diagnosis, String id) {
        for (JsonNode finding : diagnosis.get("findings")) {
            if (finding.get("id").asText().equals(id)) {
                return finding;
            }
        }
        throw new AssertionError("no finding " + id + " in " + diagnosis);
    }

    private static List<String> processesIn(Path directory) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }
}
