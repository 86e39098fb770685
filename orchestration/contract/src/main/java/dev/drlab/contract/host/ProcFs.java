package dev.drlab.contract.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code /proc} (proc(5)). A process that vanishes while it is read is simply absent from the answer. */
public final class ProcFs {
    private static final Path PROC = Path.of("/proc");
    private static final int BUFFER_BYTES = 8_192;

    private ProcFs() {}

    /**
     * One process; {@code startTicks} (clock ticks after boot) tells it from a later one with the same pid, {@code cpuTicks}
     * is what it has used of the processors itself.
     */
    public record Entry(long pid, long parentPid, char state, long startTicks, long cpuTicks) {
        /** Whether it can still do anything: neither a zombie nor dead. */
        public boolean isAlive() {
            return state != 'Z' && state != 'X' && state != 'x';
        }

        /** True after SIGSTOP or under a debugger. */
        public boolean isStopped() {
            return state == 'T' || state == 't';
        }
    }

    /** The process; empty when it is gone. */
    public static Optional<Entry> entry(long pid) {
        try {
            return Optional.of(parse(pid, read(stat(pid))));
        } catch (IOException vanished) {
            return Optional.empty();
        }
    }

    /** All processes that this one can see. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                entry(Long.parseLong(process.getFileName().toString())).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list /proc: the lab needs a mounted /proc", e);
        }
        return entries;
    }

    /** Identifies this boot of the machine, without which pids and ticks mean nothing. */
    public static String bootId() {
        try {
            return read(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the boot id from /proc", e);
        }
    }

    /** Processes that ran or waited to run in the last minute, on average. */
    static double loadAverage() {
        try {
            return Double.parseDouble(read(PROC.resolve("loadavg")).split(" ", -1)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the load average from /proc", e);
        }
    }

    /** The text of {@code /proc/stat}: what all processors together did since the machine's start, in its first line. */
    static String cpuTimes() {
        try {
            return read(PROC.resolve("stat"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the processors' times from /proc", e);
        }
    }

    /** Where it works; empty when it is gone or another user's. */
    public static Optional<Path> workingDirectory(long pid) {
        return link(pid, "cwd");
    }

    /** Its program; empty when it is gone, a kernel's or another user's. */
    public static Optional<Path> executable(long pid) {
        return link(pid, "exe");
    }

    /** Whether the environment that the process was started with holds {@code name=value}. */
    public static boolean hasEnvironment(long pid, String name, String value) {
        try {
            String environment =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + name + "=" + value + "\0");
        } catch (IOException vanishedOrForeign) {
            return false;
        }
    }

    /** The first port that the kernel takes for outgoing connections. */
    public static int firstEphemeralPort() throws IOException {
        return Integer.parseInt(
                read(PROC.resolve("sys/net/ipv4/ip_local_port_range")).strip().split("\\s+")[0]);
    }

    /** Files.readString asks for one byte first, after which some of these files say no more. */
    private static String read(Path file) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream(BUFFER_BYTES);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream input = Files.newInputStream(file)) {
            int count = input.read(buffer);
            while (count > 0) {
                content.write(buffer, 0, count);
                count = input.read(buffer);
            }
        }
        return content.toString(StandardCharsets.ISO_8859_1);
    }

    private static Optional<Path> link(long pid, String name) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve(name)));
        } catch (IOException vanishedOrForeign) {
            return Optional.empty();
        }
    }

    private static Path stat(long pid) {
        return PROC.resolve(Long.toString(pid)).resolve("stat");
    }

    /** The second field is the program's name in parentheses and may itself hold spaces and parentheses. */
    private static Entry parse(long pid, String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Entry(
                pid,
                Long.parseLong(afterName[1]),
                afterName[0].charAt(0),
                Long.parseLong(afterName[19]),
                Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]));
    }
}
