package dev.drlab.lab.simulation.process;

import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The small System V segment by which PostgreSQL keeps a second postmaster out of a data directory. A killed postmaster
 * leaves it behind; {@code postmaster.pid} names it (line 1 the pid, line 7 key and id: "pg_ctl.c" and "miscinit.c" of
 * PostgreSQL 17).
 */
public final class SharedMemory {
    private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");
    private static final int KEY_AND_ID_LINE = 6;
    private static final int REMOVED = 0;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(1); // the kernel announces no detachment

    private SharedMemory() {}

    /** The key is a C int, which PostgreSQL writes sign-extended without a sign, and the kernel with one. */
    private record Segment(int key, long id, long creatorPid) {}

    /**
     * Removes the segment and then the stale {@code postmaster.pid} of a data directory whose processes are known to be
     * dead or dying. A segment that only looks like it (other key or other creator) is left alone.
     *
     * @return what was removed, for people; empty when there was no segment
     * @throws LabException when the segment cannot be removed, or a process still uses it after 10 s
     */
    public static Optional<String> removeLeftBy(Path dataDirectory) {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        try {
            Optional<String> removed = segmentNamedIn(Files.readAllLines(pidFile))
                    .filter(SharedMemory::exists)
                    .map(SharedMemory::remove);
            Files.deleteIfExists(pidFile); // its pid may by now be another process's, and PostgreSQL would not start
            return removed;
        } catch (NoSuchFileException notRunning) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LabException("cannot clean up " + pidFile + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Segment> segmentNamedIn(List<String> pidFile) {
        if (pidFile.size() <= KEY_AND_ID_LINE) {
            return Optional.empty(); // killed before it had one
        }
        String[] keyAndId = pidFile.get(KEY_AND_ID_LINE).strip().split("\\s+");
        return keyAndId.length != 2
                ? Optional.empty()
                : Optional.of(new Segment(
                        (int) Long.parseUnsignedLong(keyAndId[0]),
                        Long.parseLong(keyAndId[1]),
                        Long.parseLong(pidFile.get(0).strip())));
    }

    private static boolean exists(Segment wanted) {
        try {
            return Files.readAllLines(SEGMENTS).stream()
                    .skip(1) // the heading
                    .map(line -> line.strip().split("\\s+"))
                    .anyMatch(fields -> isKeyOf(wanted, Integer.parseInt(fields[0]))
                            && Long.parseLong(fields[1]) == wanted.id()
                            && Long.parseLong(fields[4]) == wanted.creatorPid());
        } catch (IOException e) {
            throw new LabException("cannot read " + SEGMENTS + ": " + e.getMessage(), e);
        }
    }

    /** A segment that is removed while a process uses it has no key any more (shmctl(2)). */
    private static boolean isKeyOf(Segment wanted, int key) {
        return key == wanted.key() || key == REMOVED;
    }

    private static String remove(Segment segment) {
        try {
            Process ipcrm = new ProcessBuilder("ipcrm", "-m", Long.toString(segment.id()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(ipcrm.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (ipcrm.waitFor() != 0 && exists(segment)) {
                throw new LabException("cannot remove shared memory segment " + segment.id() + ": " + output.strip());
            }
            awaitLastUser(segment);
            return "shared memory segment " + segment.id();
        } catch (IOException e) {
            throw new LabException(
                    "cannot run ipcrm to remove shared memory segment " + segment.id() + ": install util-linux ("
                            + e.getMessage() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while removing shared memory segment " + segment.id(), e);
        }
    }

    /** A killed process lets go of its memory only some time after nobody can see it running. */
    private static void awaitLastUser(Segment segment) throws InterruptedException {
        Poll.within(LIMIT)
                .every(PAUSE)
                .holds("shared memory segment " + segment.id() + " is still in use", () -> !exists(segment))
                .orElseThrow((missed, gone) -> new LabException(missed + "; look at it with ipcs -m -p"));
    }
}
