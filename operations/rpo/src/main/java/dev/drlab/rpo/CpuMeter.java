package dev.drlab.rpo;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Processor time of this process as a share of one core: since the start, and over the latter part of the run (at least
 * its second half), which leaves out that a young JVM compiles itself.
 */
public final class CpuMeter {
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Mark start = now();
    private Mark before = start;
    private Mark latest = start;

    private record Mark(long nanos, long cpuNanos) {
        double shareUntil(Mark end) {
            return (double) (end.cpuNanos - cpuNanos) / Math.max(1, end.nanos - nanos);
        }
    }

    /**
     * Shares of one core, 0 to the number of cores.
     *
     * @param whole since the start
     * @param settled over the latter part
     */
    public record Shares(double whole, double settled) {}

    /** To be told every second; keeps the marks of the last two powers of two. */
    public void second(long second) {
        if (Long.bitCount(second) == 1) {
            before = latest;
            latest = now();
        }
    }

    /** Shares of one core since the beginning, 0 and more. */
    public Shares shares() {
        Mark end = now();
        return new Shares(start.shareUntil(end), before.shareUntil(end));
    }

    private Mark now() {
        return new Mark(System.nanoTime(), process.getProcessCpuTime());
    }
}
