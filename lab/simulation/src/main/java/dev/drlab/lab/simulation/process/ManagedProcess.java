package dev.drlab.lab.simulation.process;

import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process of the lab with everything that it starts. It runs in a session of its own, so Ctrl-C in the terminal
 * reaches the lab only, which then ends its children in order. Made by {@link LabHome#start}. Safe for use by several
 * threads.
 */
public final class ManagedProcess {
    private static final Duration REAP_LIMIT = Duration.ofSeconds(10);

    private final ProcessSpec spec;
    private final Process process;
    private final ProcessTree tree;
    private final long logStart;

    ManagedProcess(ProcessSpec spec, Process process, long startTicks, long logStart) {
        this.spec = spec;
        this.process = process;
        this.logStart = logStart;
        this.tree = new ProcessTree(spec.name(), spec.ownedDirectory());
        tree.add(process.pid(), startTicks);
    }

    /** How people call it. */
    public String name() {
        return spec.name();
    }

    /** The specification that it was started from. */
    public ProcessSpec spec() {
        return spec;
    }

    /** Its process id; that of the program itself, not of a wrapper. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process itself (not: a descendant) is there; a paused one is. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code (128 + signal number when a signal ended it) as soon as the process is gone. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /**
     * Kills the process and all its descendants with SIGKILL, and returns when none is left and the shared memory of a
     * killed PostgreSQL is removed. Does nothing to those that are gone already.
     *
     * @throws LabException when a process cannot be killed within 10 s
     */
    public synchronized void kill() {
        tree.kill();
        await(REAP_LIMIT);
        spec.ownedDirectory().ifPresent(SharedMemory::removeLeftBy);
    }

    /** Like {@link #terminate(String, Duration)} with SIGTERM. */
    public boolean terminate(Duration limit) {
        return terminate("TERM", limit);
    }

    /**
     * Asks the process to end by {@code signal} (a name without SIG), waits for that up to {@code limit}, then kills
     * what is left.
     *
     * @return whether it ended by itself within the limit
     */
    public boolean terminate(String signal, Duration limit) {
        if (process.isAlive()) {
            Signals.send(signal, List.of(process.pid()));
        }
        boolean ended = await(limit);
        kill();
        return ended;
    }

    /** Has it read its configuration anew (SIGHUP). */
    public synchronized void reload() {
        Signals.send("HUP", List.of(pid()));
    }

    /** Stops the process and all its descendants (SIGSTOP): they hold what they hold, and do nothing. */
    public synchronized void pause() {
        tree.pause(process.pid());
    }

    /** Lets a paused process and its descendants go on (SIGCONT). */
    public synchronized void resume() {
        tree.resume();
    }

    /** How many processes of the tree are alive, itself included. */
    public synchronized int size() {
        return tree.members().size();
    }

    /**
     * The last lines that it wrote since it was started, joined by newlines; for error messages.
     *
     * @param lines how many at most
     */
    public String logTail(int lines) {
        try {
            byte[] log = Files.readAllBytes(spec.logFile());
            int start = (int) Math.min(logStart, log.length);
            List<String> all = new String(log, start, log.length - start, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            return "(cannot read " + spec.logFile() + ": " + e.getMessage() + ")";
        }
    }

    /**
     * Waits for the end of the process. An interrupt ends the wait early and is kept for the caller.
     *
     * @return whether it ended within {@code limit}
     */
    public boolean await(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
