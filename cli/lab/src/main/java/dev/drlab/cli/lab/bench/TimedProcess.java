package dev.drlab.cli.lab.bench;

import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is timed from its start; it is gone when a method returns. */
final class TimedProcess {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(120);
    private static final Duration END = Duration.ofSeconds(30);
    /** A hundredth of what the shortest of the figures allows. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(3);

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;

    /**
     * @param environment what is added to this process's own
     * @param log gets all that it writes
     */
    TimedProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /**
     * Seconds until it ended.
     *
     * @throws LabException when it fails, or does not end within 120 s
     */
    double untilEnd() throws InterruptedException {
        long began = System.nanoTime();
        Process process = start();
        try {
            if (!process.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw failed("did not end well");
            }
            return seconds(began);
        } finally {
            end(process);
        }
    }

    /**
     * Seconds until it had written {@code text}; it is ended then.
     *
     * @throws LabException when it does not write it within 120 s
     */
    double untilWritten(String text) throws InterruptedException {
        long began = System.nanoTime();
        Process process = start();
        try {
            Poll.within(TIME_LIMIT)
                    .every(POLL_INTERVAL)
                    .<IOException>holds(
                            "it was not written", () -> Files.readString(log).contains(text) || !process.isAlive())
                    .orElseThrow((missed, no) -> failed(missed));
            double taken = seconds(began);
            if (!process.isAlive()) {
                throw failed("ended before it wrote \"" + text + "\"");
            }
            return taken;
        } catch (IOException e) {
            throw new LabException("cannot read " + log + ": " + e.getMessage(), e);
        } finally {
            end(process);
        }
    }

    private Process start() {
        try {
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(log);
            Files.createFile(log);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new LabException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private LabException failed(String how) {
        return new LabException(String.join(" ", command) + ": " + how + "; what it wrote is in " + log);
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
