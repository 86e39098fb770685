package dev.drlab.infra.stacks.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of drlab's as a separate process, with the tests' class path and its own environment. */
final class JavaProgram {
    private JavaProgram() {}

    static ChildProcess start(
            Class<?> main, Path directory, Path log, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return ChildProcess.start(command, directory, environment, log);
    }
}
