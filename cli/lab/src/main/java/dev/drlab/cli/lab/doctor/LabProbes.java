package dev.drlab.cli.lab.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.drlab.doctor.Observation;
import dev.drlab.doctor.Probe;
import dev.drlab.doctor.ProbeGroup;
import dev.drlab.doctor.Purpose;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.postgres.PostgresBinaries;
import dev.drlab.lab.simulation.postgres.ServerAccount;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A lab's needs. Its PostgreSQL is unpacked into the user's cache and asked for its version, as a rehearsal would. */
public final class LabProbes implements ProbeGroup {
    private static final long MIB = 1L << 20;
    /** The memory that a rehearsal takes at its default rates, and twice that. */
    private static final Bounds MEMORY = new Bounds(1024 * MIB, 2048 * MIB);

    private static final Bounds DISK = new Bounds(512 * MIB, 2048 * MIB);
    /** Docker's default is 64 MiB. */
    private static final Bounds SHARED_MEMORY = new Bounds(MIB, 32 * MIB);

    private static final int PORTS = 32;

    /** The bounds below which it is too little, and from which it is good, in bytes. */
    record Bounds(long least, long good) {}

    /** For {@link java.util.ServiceLoader}. */
    public LabProbes() {}

    @Override
    public List<Probe> probes() {
        return List.of(
                new Probe("postgresql", Purpose.LAB, LabProbes::postgres),
                new Probe("memory", Purpose.LAB, LabProbes::memory),
                new Probe("disk", Purpose.LAB, () -> disk(Path.of("").toAbsolutePath())),
                new Probe("shared-memory", Purpose.LAB, () -> sharedMemory(Path.of("/dev/shm"))),
                new Probe("ports", Purpose.LAB, LabProbes::ports));
    }

    private static Observation postgres() throws IOException {
        Path fallback = Files.createTempDirectory("drlab-doctor");
        try {
            ServerAccount account = ServerAccount.detect();
            PostgresBinaries binaries = PostgresBinaries.prepare(account, fallback, step -> {});
            String place = binaries.directory().startsWith(fallback)
                    ? "unpacked anew for each lab, as there is no cache that can be written"
                    : binaries.directory().toString();
            return Observation.ok(binaries.version() + ", " + place);
        } catch (LabException e) {
            return Observation.missing(
                    e.getMessage(),
                    "no lab starts, so nothing can be rehearsed on this machine",
                    "take a Linux with the GNU C library on amd64 or aarch64, or a container with one");
        } finally {
            DirectoryTree.delete(fallback);
        }
    }

    private static Observation memory() throws IOException {
        long all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return memory(Math.min(available(Files.readAllLines(Path.of("/proc/meminfo"))), all), all);
    }

    /** The memory that can be had without swapping: the kernel's own estimate. */
    static long available(List<String> meminfo) throws IOException {
        for (String line : meminfo) {
            String[] words = line.split("\\s+");
            if (words[0].equals("MemAvailable:") && words.length > 1) {
                return Long.parseLong(words[1]) * 1024;
            }
        }
        throw new IOException("/proc/meminfo has no MemAvailable");
    }

    /** @param all the machine's, or the container's */
    static Observation memory(long available, long all) {
        return judged(
                available,
                MEMORY,
                size(available) + " available of " + size(all),
                "a lab of two regions takes about " + size(MEMORY.least())
                        + ": processes are killed, or the machine swaps and its figures are those of the swapping",
                "stop what takes memory, or give this machine, or its container, " + size(MEMORY.good()));
    }

    private static Observation disk(Path directory) throws IOException {
        if (!Files.isWritable(directory)) {
            return Observation.missing(
                    directory + " cannot be written",
                    "labs and reports go to .drlab in the directory that drlab is started in",
                    "start drlab in another directory, or give --home and --report-dir");
        }
        long usable = Files.getFileStore(directory).getUsableSpace();
        return judged(
                usable,
                DISK,
                size(usable) + " free in " + directory,
                "two databases, their backups and logs do not fit: a full disk ends the lab",
                "free some space, or name another place with --home");
    }

    private static Observation sharedMemory(Path directory) throws IOException {
        String cost = "PostgreSQL's parallel queries and its statistics have no place: servers do not start";
        String mend = "mount -t tmpfs tmpfs /dev/shm; for a container --shm-size=64m";
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            return Observation.missing(directory + " is not there or cannot be written", cost, mend);
        }
        long usable = Files.getFileStore(directory).getUsableSpace();
        return judged(usable, SHARED_MEMORY, size(usable) + " free in " + directory, cost, mend);
    }

    /** As many listeners of 127.0.0.1 as a lab has, at once. */
    private static Observation ports() throws IOException {
        List<ServerSocket> listeners = new ArrayList<>();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            for (int i = 0; i < PORTS; i++) {
                listeners.add(new ServerSocket(0, 1, loopback));
            }
            try (Socket client = new Socket(loopback, listeners.get(0).getLocalPort())) {
                return Observation.ok(
                        PORTS + " free on " + loopback.getHostAddress() + (client.isConnected() ? ", reached" : ""));
            }
        } catch (IOException e) {
            return Observation.missing(
                    listeners.size() + " of " + PORTS + " on " + loopback.getHostAddress() + ": " + e.getMessage(),
                    "a lab's servers listen on free ports of the loopback interface, and do not start",
                    "ip link set lo up; or stop what takes the ports (ss -ltn)");
        } finally {
            for (ServerSocket listener : listeners) {
                listener.close();
            }
        }
    }

    static Observation judged(long value, Bounds bounds, String found, String cost, String mend) {
        if (value >= bounds.good()) {
            return Observation.ok(found);
        }
        return value >= bounds.least()
                ? Observation.warning(found, cost, mend)
                : Observation.missing(found, cost, mend);
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / 1024.0 / MIB);
    }
}
