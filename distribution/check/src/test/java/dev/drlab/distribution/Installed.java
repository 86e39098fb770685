package dev.drlab.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An archive, unpacked into a directory with a blank in its name that belongs to whoever runs the build. Commands are run by
 * another user where the build is root's, with a {@link Jre}, a shell's ordinary programs, and no home, Maven or git.
 */
final class Installed {
    private static final String NOBODY = "65534";
    private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
    private static final List<String> HIDDEN = List.of("mvn", "git", "javac", "java", "node", "terraform", "docker");

    private final Path home;
    private final Path work;
    private final Path programs;
    private final Map<String, String> environment = new HashMap<>();

    private Installed(Path home, Path work, Path programs, Path jre) {
        this.home = home;
        this.work = work;
        this.programs = programs;
        environment.put("JAVA_HOME", jre.toString());
        environment.put("PATH", programs.toString());
    }

    /** The result of a command. */
    record Result(int code, String out, String err) {}

    /** Unpacks {@code NAME-VERSION.tar.gz} of {@code module}'s target below {@code directory}. */
    static Installed unpack(String module, String name, Path directory) throws IOException, InterruptedException {
        String full = name + "-" + System.getProperty("drlab.version");
        Path archive = Path.of("..", module, "target", full + ".tar.gz").toRealPath();
        Path place = Files.createDirectories(directory.resolve("a place"));
        run(List.of("chmod", "755", directory.toString()), directory);
        run(List.of("tar", "-xzf", archive.toString(), "-C", place.toString()), directory);
        Path work = Files.createDirectories(directory.resolve("their work"));
        run(List.of("chmod", "777", work.toString()), directory);
        Path jre = Jre.make(directory.resolve("jre"));
        return new Installed(place.resolve(full), work, programs(directory.resolve("programs")), jre);
    }

    /** Links to what is in a plain system's search path, but to what a JRE's user may not have. */
    private static Path programs(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String place : PLACES) {
            try (var files = Files.list(Path.of(place))) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    Path link = directory.resolve(name);
                    if (HIDDEN.stream().noneMatch(name::startsWith) && !Files.exists(link)) {
                        Files.deleteIfExists(link);
                        Files.createSymbolicLink(link, file);
                    }
                }
            }
        }
        return directory;
    }

    Path home() {
        return home;
    }

    Path work() {
        return work;
    }

    Path jre() {
        return Path.of(environment.get("JAVA_HOME"));
    }

    Path programs() {
        return programs;
    }

    Installed with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs it to its end, two minutes at most. */
    Result drlab(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("drlab", ".out");
        Path err = Files.createTempFile("drlab", ".err");
        Process process = start(out, err, arguments);
        boolean ended = endedWithin(120, process);
        String said = Files.readString(out) + Files.readString(err);
        assertThat(ended)
                .as("ends within two minutes: %s: %s", List.of(arguments), said)
                .isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static boolean endedWithin(long seconds, Process process) throws InterruptedException {
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (!ended) {
            process.destroy(); // a lab ends all that it started
            process.waitFor(30, TimeUnit.SECONDS);
        }
        return ended;
    }

    /** Ctrl-C for all of them; their exit codes. */
    static List<Integer> interrupt(Process... processes) throws IOException, InterruptedException {
        for (Process each : processes) {
            if (each.isAlive()) {
                run(List.of("kill", "-INT", Long.toString(each.pid())), Path.of("/"));
            }
        }
        List<Integer> codes = new ArrayList<>();
        for (Process each : processes) {
            codes.add(endedWithin(30, each) ? each.exitValue() : -1);
        }
        return codes;
    }

    /**
     * Begins it. Its process is the launcher, and then the JVM. It takes SIGINT, as one that is started on a terminal: a
     * shell's background jobs, and their children, ignore it.
     */
    Process start(Path out, Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.add(home.resolve("drlab").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** The output of a command of this machine, which must succeed. */
    static String run(List<String> command, Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }
}
