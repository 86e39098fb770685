package dev.drlab.infra.stacks.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that never outlives this JVM. It leads a process group with a watcher, which kills the whole group as soon
 * as the pipe from this JVM is closed. The kernel closes the pipe even when this JVM is killed.
 */
final class ChildProcess implements AutoCloseable {
    private static final String WATCHED =
            "exec 3<&0; (cat <&3 >/dev/null; kill -s KILL -- -$$) >/dev/null 2>&1 & exec 3<&-; \"$@\" </dev/null";

    private static final long LIMIT_SECONDS = 30;

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a command.
     *
     * @param environment replaces variables of this process; an empty value removes one
     * @param output file to which standard output and standard error are appended
     */
    static ChildProcess start(List<String> command, Path directory, Map<String, String> environment, Path output)
            throws IOException {
        List<String> watched = new ArrayList<>(List.of("setsid", "sh", "-c", WATCHED, "sh"));
        watched.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(watched)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return new ChildProcess(builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the process to end, and returns its exit code. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Kills the process and all processes that it started, if they still run. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("process " + process.pid() + " cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
