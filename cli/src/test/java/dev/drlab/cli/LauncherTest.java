package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher itself, in a checkout that holds nothing but it, a Maven that is a script, and a command that says which jar
 * it runs from.
 */
class LauncherTest {
    private static final String COMMAND = """
            package dev.drlab.cli;
            public class Main {
                public static void main(String[] a) {
                    System.out.println(Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
                    System.exit(a.length > 0 ? Integer.parseInt(a[0]) : 0);
                }
            }
            """;

    @TempDir
    private static Path classes;

    private static byte[] jar;

    @TempDir
    private Path directory;

    private Path checkout;
    private final Map<String, String> environment = new HashMap<>();

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void compile() throws IOException {
        Path source = Files.writeString(classes.resolve("Main.java"), COMMAND);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        Path file = classes.resolve("command.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("dev/drlab/cli/Main.class"));
            entries.write(Files.readAllBytes(classes.resolve("dev/drlab/cli/Main.class")));
        }
        jar = Files.readAllBytes(file);
    }

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectories(directory.toRealPath().resolve("checkout"));
        Files.copy(Path.of("..", "drlab"), checkout.resolve("drlab"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (String part : List.of(".mvn", "cli/src/main/launcher", "lab", "service", "orchestration")) {
            Files.createDirectories(checkout.resolve(part));
        }
        String shared = "src/main/launcher/jvm.sh";
        Files.copy(Path.of(shared), checkout.resolve("cli").resolve(shared), StandardCopyOption.COPY_ATTRIBUTES);
        Files.write(directory.resolve("command.jar"), jar);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        maven("mkdir -p cli/target/lib; cp " + directory.resolve("command.jar")
                + " cli/target/drlab-cli-1.jar; cp cli/target/drlab-cli-1.jar cli/target/lib/other.jar");
    }

    @Test
    void buildsOnceAndPassesTheExitCodeOn() throws Exception {
        Result first = drlab(checkout);
        assertThat(first.code).as(first.err).isZero();
        assertThat(first.err).contains("built in");
        assertThat(first.out).isEqualTo(checkout.resolve("cli/target/drlab-cli-1.jar") + "\n");
        Result second = drlab(checkout, "1");
        assertThat(second.code).isEqualTo(1);
        assertThat(second.err).isEmpty();
    }

    @Test
    void aCheckoutThatWasCopiedOrMovedRunsItsOwnJars() throws Exception {
        drlab(checkout);
        Path copy = directory.toRealPath().resolve("copy");
        assertThat(new ProcessBuilder("cp", "-a", checkout.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(drlab(copy).out).isEqualTo(copy.resolve("cli/target/drlab-cli-1.jar") + "\n");
        Path moved = Files.move(checkout, directory.toRealPath().resolve("moved"));
        assertThat(drlab(moved).out).isEqualTo(moved.resolve("cli/target/drlab-cli-1.jar") + "\n");
        assertThat(drlab(copy).err).as("the archive was made for its place").isEmpty();
    }

    @Test
    void whatTheJvmSaysIsNoResult() throws Exception {
        drlab(checkout);
        Files.writeString(checkout.resolve(".drlab/classes.jsa"), "no archive at all");
        Result result = drlab(checkout);
        assertThat(result.code).isZero();
        assertThat(result.out.lines()).hasSize(1);
        environment.put(
                "DRLAB_JAVA_OPTS",
                "-XX:SharedArchiveFile=/nowhere/classes.jsa -XX:+UseParallelGC"
                        + " -XX:-UseSerialGC -XX:+IgnoreUnrecognizedVMOptions -XX:+UseBiasedLocking");
        result = drlab(checkout);
        assertThat(result.code).as(result.err).isZero();
        assertThat(result.out.lines()).hasSize(1);
        assertThat(result.err).contains("UseBiasedLocking");
    }

    @Test
    void jarsThatWereDeletedOrCutOffAreBuiltAgain() throws Exception {
        drlab(checkout);
        Files.delete(checkout.resolve("cli/target/lib/other.jar"));
        assertThat(drlab(checkout)).satisfies(result -> {
            assertThat(result.code).as(result.err).isZero();
            assertThat(result.err).contains("built in");
        });
        Files.writeString(checkout.resolve("cli/target/drlab-cli-1.jar"), "");
        assertThat(drlab(checkout).code).isZero();
    }

    @Test
    void whatCannotRunExitsWithTwoAndSaysWhyAndWhatToDo() throws Exception {
        environment.put("JAVA_HOME", directory.resolve("nothing").toString());
        assertFails("there is no bin/java in it", "set it to a JDK 17 or newer");

        environment.put(
                "JAVA_HOME", java("echo 'openjdk version \"11.0.2\"' >&2").toString());
        assertFails("is version 11", "install one or set JAVA_HOME");

        environment.put(
                "JAVA_HOME",
                java("case $* in *Xlog*) echo 'Unrecognized option: -Xlog' >&2; exit 1;; esac;"
                                + " echo 'java version \"1.8.0_402\"' >&2")
                        .toString());
        assertFails("is version 1;", "JDK 17");

        environment.put(
                "JAVA_HOME", java("echo 'cannot map memory' >&2; exit 127").toString());
        assertFails("does not start: cannot map memory", "java");

        environment.remove("JAVA_HOME");
        environment.put("PATH", pathWith("cat", "dirname", "uname", "sed", "head", "grep", "mkdir", "id"));
        assertFails("no java found", "install a JDK 17");
    }

    @Test
    void aBuildThatCannotBeExitsWithTwo() throws Exception {
        maven("echo 'COMPILATION ERROR'; exit 1");
        assertFails("the build failed (Maven's exit code 1)", "build.log");
        maven("exit 0");
        assertFails("the build left no cli/target", "build.log");
        maven("mkdir -p cli/target/lib; : > cli/target/drlab-cli-1.jar; : > cli/target/lib/other.jar");
        assertFails("the build left an empty jar", "build.log");
        Files.delete(directory.resolve("bin/mvn"));
        environment.put(
                "PATH",
                pathWith(
                        "cat", "dirname", "sed", "head", "grep", "mkdir", "id", "find", "flock", "rm", "rmdir", "date",
                        "tail", "tee", "mv"));
        assertFails("mvn was not found", "install Maven 3.8");
    }

    @Test
    void optionsThatTheJvmRefusesExitWithTwo() throws Exception {
        drlab(checkout);
        environment.put("DRLAB_JAVA_OPTS", "-XX:NoSuchOption");
        assertFails("does not start with DRLAB_JAVA_OPTS=-XX:NoSuchOption", "Unrecognized VM option");
        environment.put("DRLAB_JAVA_OPTS", "-Xmx1k");
        assertFails("does not start with DRLAB_JAVA_OPTS=-Xmx1k", "heap");
        environment.remove("DRLAB_JAVA_OPTS");
        environment.put("JAVA_TOOL_OPTIONS", "-XX:NoSuchOption");
        assertFails("does not start: Unrecognized VM option", "NoSuchOption");
    }

    @Test
    void aPlaceThatCannotBeWrittenExitsWithTwo() throws Exception {
        Files.writeString(checkout.resolve(".drlab"), "a file where the directory would be");
        assertFails("cannot make", "run ./drlab once as its owner");
    }

    private void assertFails(String why, String remedy) throws Exception {
        Result result = drlab(checkout);
        assertThat(result.code).as(result.err).isEqualTo(2);
        assertThat(result.err).contains("drlab: ", why, remedy);
        assertThat(result.out).isEmpty();
    }

    private void maven(String body) throws IOException {
        script(directory.resolve("bin/mvn"), body);
        environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    }

    /** A Java home whose java is a script. */
    private Path java(String body) throws IOException {
        script(directory.resolve("java/bin/java"), body);
        return directory.resolve("java");
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A path on which there are those programs only. */
    private String pathWith(String... programs) throws IOException {
        Path only = Files.createTempDirectory(directory, "only");
        for (String program : programs) {
            Path found = Stream.of(System.getenv("PATH").split(":", -1))
                    .map(place -> Path.of(place, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            script(only.resolve(program), "exec " + found + " \"$@\"");
        }
        return only.toString();
    }

    private Result drlab(Path home, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", home.resolve("drlab").toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out.log");
        Path err = directory.resolve("err.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().retainAll(List.of("HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
