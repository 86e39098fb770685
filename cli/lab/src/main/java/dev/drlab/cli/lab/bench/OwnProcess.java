package dev.drlab.cli.lab.bench;

import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One drlab command in a process of its own, so that its time and memory are its own. Started as the launcher starts it,
 * but without its archive of classes.
 *
 * @param arguments of the command
 * @param jvmOptions such as {@code -Xmx64m}; may be empty
 * @param environment what its environment has besides this one's
 * @param log takes its output
 */
record OwnProcess(List<String> arguments, List<String> jvmOptions, Map<String, String> environment, Path log) {
    private static final int POLL_MILLIS = 20;
    private static final String PEAK = "VmHWM:";
    private static final double KILOBYTES = 1024;

    /** Copies the lists. */
    OwnProcess {
        arguments = List.copyOf(arguments);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }

    /**
     * How it went.
     *
     * @param exitCode of the process
     * @param seconds from its start to its end
     * @param peakMegabytes the most that it had resident, heap and all else, at most 20 ms before its end
     */
    record Outcome(int exitCode, double seconds, double peakMegabytes) {}

    /**
     * Runs it to its end.
     *
     * @throws LabException when it takes longer than {@code timeLimit}; it is killed then, as when interrupted
     * @throws IOException when it cannot be started
     */
    Outcome run(Duration timeLimit) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start();
        try {
            double peak = 0;
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, residentPeak(process.pid()));
                if (System.nanoTime() - start > timeLimit.toNanos()) {
                    throw new LabException(
                            String.join(" ", arguments) + " took more than " + timeLimit.toSeconds() + " s");
                }
            }
            return new Outcome(process.exitValue(), (System.nanoTime() - start) / 1e9, peak);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Starts it, for whoever has no use for its time and memory; the caller ends it.
     *
     * @throws IOException when it cannot be started
     */
    Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.drlab.cli.Main"));
        command.addAll(arguments);
        return command;
    }

    /** Megabytes; 0 once it has ended. */
    private static double residentPeak(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }
}
