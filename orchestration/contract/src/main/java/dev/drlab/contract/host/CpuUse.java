package dev.drlab.contract.host;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sums up what the machine's processors did between looks at {@code /proc/stat} and {@code /proc/PID/stat} (proc(5)), all
 * in clock ticks. Not thread-safe.
 */
final class CpuUse {
    /** Of the first line's figures: user, nice, system, idle, iowait, irq, softirq, steal; what follows is in them. */
    private static final int FIGURES = 8;

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    private final long ownPid;
    private final Map<List<Long>, Long> lastOfProcess = new HashMap<>();
    private long[] first;
    private long[] last;
    private long ownTicks;

    /** @param ownPid the process whose descendants, and itself, are counted as own */
    CpuUse(long ownPid) {
        this.ownPid = ownPid;
    }

    /**
     * One reading.
     *
     * @param stat text of {@code /proc/stat}
     * @param processes all processes
     */
    void observe(String stat, List<ProcFs.Entry> processes) {
        boolean baseline = last == null;
        last = figures(stat);
        first = baseline ? last : first;
        Set<Long> own = descendants(processes);
        Map<List<Long>, Long> seen = new HashMap<>();
        for (ProcFs.Entry process : processes) {
            if (own.contains(process.pid())) {
                List<Long> key = List.of(process.pid(), process.startTicks());
                // What was not there at the last reading has come since, and all of its time with it.
                long before = lastOfProcess.getOrDefault(key, baseline ? process.cpuTicks() : 0L);
                ownTicks += Math.max(0, process.cpuTicks() - before);
                seen.put(key, process.cpuTicks());
            }
        }
        lastOfProcess.clear();
        lastOfProcess.putAll(seen);
    }

    /** Share of the time of all processors in which they were not idle, 0 to 1; what was withheld included. */
    double busyShare() {
        long idle = delta(IDLE) + delta(IO_WAIT);
        return total() == 0 ? 0 : 1 - (double) idle / total();
    }

    /** Share that the hypervisor gave to others. */
    double stealShare() {
        return total() == 0 ? 0 : (double) delta(STEAL) / total();
    }

    /** Share that the own processes used; those that ended between two readings are counted up to the first of them. */
    double ownShare() {
        return total() == 0 ? 0 : Math.min(1, (double) ownTicks / total());
    }

    private long total() {
        long sum = 0;
        for (int i = 0; first != null && i < FIGURES; i++) {
            sum += delta(i);
        }
        return sum;
    }

    private long delta(int figure) {
        return Math.max(0, last[figure] - first[figure]);
    }

    private Set<Long> descendants(List<ProcFs.Entry> processes) {
        Set<Long> own = new HashSet<>(Set.of(ownPid));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ProcFs.Entry process : processes) {
                grown |= own.contains(process.parentPid()) && own.add(process.pid());
            }
        }
        return own;
    }

    private static long[] figures(String stat) {
        String[] words = stat.lines().findFirst().orElseThrow().trim().split("\\s+");
        long[] figures = new long[FIGURES];
        for (int i = 0; i < FIGURES && i + 1 < words.length; i++) {
            figures[i] = Long.parseLong(words[i + 1]);
        }
        return figures;
    }
}
