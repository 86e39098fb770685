package dev.drlab.lab.simulation.process;

import dev.drlab.contract.failure.FileFailure;
import dev.drlab.contract.host.ProcFs;
import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The lab's data directory, held by one lab at a time, and the list of the processes that this lab started. Closing it
 * kills them all. What a lab that was itself killed left behind is cleaned up when the directory is opened the next
 * time. Safe for use by several threads.
 */
public final class LabHome implements AutoCloseable {
    private static final String LOCK_FILE = "lab.lock";
    /** Holds {@code pid startTicks bootId} of the lab that has the lock. */
    private static final String OWNER_FILE = "lab.pid";

    private static final String CHILDREN_FILE = "children";
    /** drlab's own, whatever is left in it. */
    private static final Path DEFAULT = Path.of(".drlab", "lab");

    private final Path directory;
    private final FileChannel lockChannel;
    private final ChildRegistry registry;
    private final List<String> cleanedUp;
    private final PortReservations ports = new PortReservations(PortReservations.shared());
    private final List<ManagedProcess> children = new ArrayList<>();
    private volatile boolean closed;
    private Thread shutdownHook;

    private LabHome(Path directory, FileChannel lockChannel, ChildRegistry registry, List<String> cleanedUp) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.registry = registry;
        this.cleanedUp = List.copyOf(cleanedUp);
    }

    /**
     * Takes the directory (created if absent), and first kills and removes what a killed lab left in it.
     *
     * @throws LabException when another lab holds it (the message names its pid), it has files and was never a lab's, or
     *     it cannot be written
     */
    public static LabHome open(Path directory) {
        requireLinux();
        Path home = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
            requireOwn(home);
            home = home.toRealPath(); // /proc shows real paths
            FileChannel lockChannel = lock(home);
            try {
                ChildRegistry registry = new ChildRegistry(home.resolve(CHILDREN_FILE), ProcFs.bootId());
                List<String> cleanedUp = CrashCleanup.of(registry);
                registry.delete();
                return new LabHome(home, lockChannel, registry, cleanedUp);
            } catch (IOException | RuntimeException e) {
                lockChannel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LabException(
                    "cannot use " + home + " for the lab's data: " + FileFailure.cause(e)
                            + "; name another directory with --home",
                    e);
        }
    }

    /** The process that holds the directory as its lab's home; empty when none does. */
    public static Optional<Long> holder(Path directory) {
        try {
            String[] owner = Files.readString(directory.resolve(OWNER_FILE)).split(" ", -1);
            long pid = Long.parseLong(owner[0]);
            return ProcFs.entry(pid)
                    .filter(ProcFs.Entry::isAlive)
                    .filter(entry -> String.join(" ", owner).equals(identity(pid, entry)))
                    .map(ProcFs.Entry::pid);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // no lab, or one that is just taking the directory
        }
    }

    /** The directory: absolute, without symbolic links. */
    public Path directory() {
        return directory;
    }

    /**
     * A port of 127.0.0.1 that nobody listens on and that no other lab of this user has chosen; this lab's until it ends.
     *
     * @throws LabException when none was found
     */
    public int freePort() {
        return ports.take(LoopbackPort::free);
    }

    /** The things that a killed lab had left and that are gone now, one phrase each; usually empty. */
    public List<String> cleanedUpAfterCrash() {
        return cleanedUp;
    }

    /** True from the beginning of {@link #close}, by Ctrl-C too: its processes end because they were told to. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Starts a process that dies with this lab.
     *
     * @throws LabException when it cannot be started, or this home is closed
     */
    public synchronized ManagedProcess start(ProcessSpec spec) {
        if (closed) {
            throw new LabException("cannot start " + spec.name() + ": the lab is shutting down");
        }
        String id = UUID.randomUUID().toString();
        try {
            Files.createDirectories(spec.logFile().toAbsolutePath().getParent());
            long logStart = Files.exists(spec.logFile()) ? Files.size(spec.logFile()) : 0;
            registry.announce(id, spec);
            Process process = builder(spec, id).start();
            try {
                return register(spec, id, process, logStart);
            } catch (IOException | RuntimeException e) {
                process.destroyForcibly(); // not on the list, so it must not stay
                throw e;
            }
        } catch (IOException e) {
            throw new LabException("cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    private ManagedProcess register(ProcessSpec spec, String id, Process process, long logStart) throws IOException {
        long startTicks =
                ProcFs.entry(process.pid()).map(ProcFs.Entry::startTicks).orElse(-1L); // gone already
        registry.started(id, process.pid(), startTicks);
        ManagedProcess child = new ManagedProcess(spec, process, startTicks, logStart);
        children.removeIf(other -> isReplacedBy(other, spec));
        children.add(child);
        return child;
    }

    /**
     * Kills whatever PostgreSQL still runs in {@code dataDirectory} and removes its shared memory and its stale pid
     * file, so that a server can start there after a crash.
     *
     * @throws LabException when that fails
     */
    public void clear(Path dataDirectory) {
        new ProcessTree("the processes in " + dataDirectory, Optional.of(dataDirectory)).kill();
        SharedMemory.removeLeftBy(dataDirectory);
    }

    /** Makes Ctrl-C, SIGTERM and {@link System#exit} close this home, as long as it is open. */
    public synchronized void closeOnShutdown() {
        if (!closed && shutdownHook == null) {
            shutdownHook = new Thread(this::close, "drlab-shutdown");
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        }
    }

    /**
     * Kills every process that was started here, removes their shared memory and releases the directory. May be called
     * again.
     *
     * @throws LabException when a process would not die; the others are dead then, and the next lab over this directory
     *     tries again
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        forgetShutdownHook();
        RuntimeException failure = killAll();
        try (lockChannel;
                ports) {
            if (failure == null) {
                registry.delete();
            }
            Files.deleteIfExists(directory.resolve(OWNER_FILE));
        } catch (IOException e) {
            failure = failure == null
                    ? new LabException("cannot release " + directory + ": " + e.getMessage(), e)
                    : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** A program that runs one lab after the other must not collect them in its hooks. */
    private void forgetShutdownHook() {
        if (shutdownHook != null && Thread.currentThread() != shutdownHook) {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException shuttingDown) {
                // the hook waits for this very close, and then finds nothing to do
            }
        }
    }

    /** A dead server is kept until its successor in the same directory takes over the cleaning up there. */
    private static boolean isReplacedBy(ManagedProcess other, ProcessSpec spec) {
        Optional<Path> owned = other.spec().ownedDirectory();
        return !other.isAlive() && (owned.isEmpty() || owned.equals(spec.ownedDirectory()));
    }

    private RuntimeException killAll() {
        RuntimeException failure = null;
        for (ManagedProcess child : children) {
            try {
                child.kill();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        return failure;
    }

    private static ProcessBuilder builder(ProcessSpec spec, String id) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.logFile().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "HOME"));
        environment.putAll(spec.environment());
        environment.put(CrashCleanup.MARKER, id);
        return builder;
    }

    /** A lab deletes what an earlier one left, so it must not take a directory that holds anything else. */
    private static void requireOwn(Path home) throws IOException {
        if (Files.exists(home.resolve(LOCK_FILE)) || home.endsWith(DEFAULT)) {
            return; // no lab ever removes its lock file
        }
        try (Stream<Path> files = Files.list(home)) {
            if (files.findAny().isPresent()) {
                throw new LabException(home + " is not empty and was never a lab's home: nothing in it was touched;"
                        + " name an empty or a new directory with --home");
            }
        }
    }

    /**
     * Takes the lock. Its owner is named in a file beside it: opening and closing the lock file itself would drop this
     * process's own lock on it (fcntl(2)), so that file is not even looked at when this process is the owner.
     */
    private static FileChannel lock(Path home) throws IOException {
        Path ownerFile = home.resolve(OWNER_FILE);
        String self = self();
        String owner = Files.exists(ownerFile) ? Files.readString(ownerFile) : "unknown";
        if (owner.equals(self)) {
            throw heldBy(home, self);
        }
        FileChannel channel =
                FileChannel.open(home.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw heldBy(home, owner);
        }
        Files.writeString(ownerFile, self);
        return channel;
    }

    private static LabException heldBy(Path home, String owner) {
        return new LabException("another lab (pid " + owner.split(" ", -1)[0] + ") is using " + home
                + ": stop it first, or give this one another directory with --home");
    }

    private static String self() {
        long pid = ProcessHandle.current().pid();
        return identity(pid, ProcFs.entry(pid).orElseThrow());
    }

    /** A pid alone may be another process's by now. */
    private static String identity(long pid, ProcFs.Entry entry) {
        return pid + " " + entry.startTicks() + " " + ProcFs.bootId();
    }

    private static void requireLinux() {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new LabException("the lab runs on Linux only, and this is " + System.getProperty("os.name")
                    + ": use a Linux machine or container");
        }
    }
}
