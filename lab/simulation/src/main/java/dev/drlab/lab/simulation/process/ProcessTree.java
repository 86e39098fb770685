package dev.drlab.lab.simulation.process;

import dev.drlab.contract.host.ProcFs;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.contract.waiting.Uninterrupted;
import dev.drlab.lab.simulation.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A process with everything that it started. A descendant stays a member after its parent's death, because it was seen
 * before, or because its working directory is the owned directory and its program is the one that the tree runs there.
 */
final class ProcessTree {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SCAN_PAUSE = Duration.ofMillis(1);

    private final String name;
    private final Optional<Path> ownedDirectory;
    private final Map<Long, Long> startTicksByPid = new HashMap<>();

    ProcessTree(String name, Optional<Path> ownedDirectory) {
        this.name = name;
        this.ownedDirectory = ownedDirectory;
    }

    /** Adds a process known to belong to the tree. */
    void add(long pid, long startTicks) {
        startTicksByPid.put(pid, startTicks);
    }

    /** The members that are alive now, parents before their children; what was found is remembered. */
    List<ProcFs.Entry> members() {
        List<ProcFs.Entry> all = ProcFs.entries();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ProcFs.Entry entry : all) {
                if (!isKnown(entry) && belongs(entry)) {
                    add(entry.pid(), entry.startTicks());
                    grew = true;
                }
            }
        }
        return all.stream()
                .filter(entry -> entry.isAlive() && isKnown(entry))
                .sorted(Comparator.comparingLong(ProcFs.Entry::startTicks).thenComparingLong(ProcFs.Entry::pid))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * Kills all members with SIGKILL, and whatever they managed to start meanwhile.
     *
     * @return how many processes were killed
     * @throws LabException when members are still there after 10 s, which is the case only in uninterruptible sleep
     */
    int kill() {
        Map<Long, Long> killed = new HashMap<>();
        repeat("kill", members -> {
            for (ProcFs.Entry member : members) {
                killed.put(member.pid(), member.startTicks());
                ProcessHandle.of(member.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
            return members.isEmpty();
        });
        return killed.size();
    }

    /** Stops all members with SIGSTOP; {@code root} first, so that it starts no further ones. */
    void pause(long root) {
        Signals.send("STOP", List.of(root));
        repeat("pause", members -> {
            List<Long> running = members.stream()
                    .filter(member -> !member.isStopped())
                    .map(ProcFs.Entry::pid)
                    .collect(Collectors.toList());
            Signals.send("STOP", running);
            return running.isEmpty();
        });
    }

    /** Lets all members go on. */
    void resume() {
        repeat("resume", members -> {
            List<Long> stopped = members.stream()
                    .filter(ProcFs.Entry::isStopped)
                    .map(ProcFs.Entry::pid)
                    .collect(Collectors.toList());
            Signals.send("CONT", stopped);
            return stopped.isEmpty();
        });
    }

    private void repeat(String verb, Predicate<List<ProcFs.Entry>> step) {
        Poll poll = Poll.within(LIMIT).every(SCAN_PAUSE); // the kernel announces nobody else's children
        Uninterrupted.get(() -> poll.observe("could not " + verb + " " + name, this::members, step))
                .orElseThrow((missed, members) -> new LabException(missed + ": still there are pids "
                        + members.stream().map(ProcFs.Entry::pid).toList() + "; look at them with ps"));
    }

    private boolean isKnown(ProcFs.Entry entry) {
        Long startTicks = startTicksByPid.get(entry.pid());
        return startTicks != null && startTicks == entry.startTicks();
    }

    private boolean belongs(ProcFs.Entry entry) {
        return isChildOfMember(entry) || worksInOwnedDirectory(entry.pid());
    }

    private boolean isChildOfMember(ProcFs.Entry entry) {
        return startTicksByPid.containsKey(entry.parentPid())
                && ProcFs.entry(entry.parentPid()).filter(this::isKnown).isPresent();
    }

    /** The program's name is asked for too, so that somebody's shell in that directory is left alone. */
    private boolean worksInOwnedDirectory(long pid) {
        return ownedDirectory
                .filter(directory ->
                        ProcFs.workingDirectory(pid).filter(directory::equals).isPresent())
                .flatMap(directory -> ProcFs.executable(pid))
                .map(program -> program.getFileName().toString())
                .filter(program -> program.equals("postgres") || program.equals("postgres (deleted)"))
                .isPresent();
    }
}
