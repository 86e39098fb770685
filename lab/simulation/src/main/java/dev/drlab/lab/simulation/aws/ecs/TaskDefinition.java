package dev.drlab.lab.simulation.aws.ecs;

import dev.drlab.lab.simulation.process.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * The program of a service's tasks: a main class on this JVM's class path, or on that of the class-data archive, in a
 * small JVM of its own. System properties: {@code drlab.cds}, the archive's file, and {@code drlab.cds.classpath}, what
 * it was made from if that is not this JVM's class path.
 *
 * @param mainClass its server answers {@code GET /healthz} on 127.0.0.1 at the task's port
 * @param logDirectory gets one log per task
 * @param environment the task's whole environment, given its port
 */
public record TaskDefinition(String mainClass, Path logDirectory, IntFunction<Map<String, String>> environment) {
    /** Checks that all are given. */
    public TaskDefinition {
        Objects.requireNonNull(mainClass, "mainClass");
        Objects.requireNonNull(logDirectory, "logDirectory");
        Objects.requireNonNull(environment, "environment");
    }

    /** The process of one task; two cores are shared by several, so it starts fast rather than peaks high. */
    public ProcessSpec process(String name, int port, boolean gently) {
        return new ProcessSpec(
                name, command(gently), environment.apply(port), logDirectory.resolve(name.replace(' ', '-') + ".log"));
    }

    private List<String> command(boolean gently) {
        List<String> command = new ArrayList<>(gently ? List.of("nice", "-n", "10") : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Xmn16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError", // as in the image: a task that ends is replaced, one that limps is not
                "-Xshare:auto"));
        // The launcher's class-data archive halves a task's start; it fits one class path alone.
        String classPath = System.getProperty("java.class.path");
        String archive = System.getProperty("drlab.cds", "");
        if (!archive.isBlank() && Files.isReadable(Path.of(archive))) {
            command.add("-XX:SharedArchiveFile=" + archive);
            classPath = System.getProperty("drlab.cds.classpath", classPath);
        }
        command.addAll(List.of("-cp", classPath, mainClass));
        return command;
    }
}
