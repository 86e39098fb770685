package dev.drlab.workload;

import dev.drlab.workload.http.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** When each attempt ended and how, in order of ending: nine bytes each. Thread-safe. */
final class OutcomeLog {
    private static final int WRITE = 0x40;
    private static final Result[] RESULTS = Result.values();

    private long[] endNanos = new long[1024];
    private byte[] codes = new byte[1024];
    private int size;
    private long shed;

    /** Entries must come in order of time. */
    @SuppressWarnings("EnumOrdinal") // A compact code that never leaves this class.
    synchronized void add(boolean write, Result result, long nanos) {
        if (size == endNanos.length) {
            endNanos = Arrays.copyOf(endNanos, size * 2);
            codes = Arrays.copyOf(codes, size * 2);
        }
        endNanos[size] = nanos;
        codes[size] = (byte) (result.ordinal() | (write ? WRITE : 0));
        size++;
    }

    synchronized void addShed() {
        shed++;
    }

    /** The first success, or the other time if there is none. */
    synchronized long firstSuccessOr(long otherwiseNanos) {
        for (int i = 0; i < size; i++) {
            if (result(i).succeeded()) {
                return endNanos[i];
            }
        }
        return otherwiseNanos;
    }

    /** Counts what ended within the period; its edges count as the ends of a gap. */
    synchronized TrafficStats stats(long fromNanos, long toNanos) {
        Map<Result, Long> writes = new EnumMap<>(Result.class);
        Map<Result, Long> reads = new EnumMap<>(Result.class);
        long requests = 0;
        long failed = 0;
        long lastSuccess = fromNanos;
        long lastWrite = fromNanos;
        long outage = 0;
        long writeGap = 0;
        for (int i = 0; i < size; i++) {
            long at = endNanos[i];
            if (at - fromNanos < 0 || at - toNanos > 0) {
                continue;
            }
            Result result = result(i);
            requests++;
            (isWrite(i) ? writes : reads).merge(result, 1L, Long::sum);
            if (!result.succeeded()) {
                failed++;
                continue;
            }
            outage = Math.max(outage, at - lastSuccess);
            lastSuccess = at;
            if (isWrite(i)) {
                writeGap = Math.max(writeGap, at - lastWrite);
                lastWrite = at;
            }
        }
        outage = Math.max(outage, toNanos - lastSuccess);
        writeGap = writes.isEmpty() ? 0 : Math.max(writeGap, toNanos - lastWrite);
        return new TrafficStats(requests, failed, shed, writes, reads, outage / 1e9, writeGap / 1e9);
    }

    /** The longest gap between accepted writes that overlaps the period; one that is open at the end reaches to {@code stopped}. */
    synchronized double longestWriteGapSeconds(long fromNanos, long toNanos, long stoppedNanos) {
        long longest = 0;
        long last = fromNanos;
        boolean any = false;
        for (int i = 0; i < size; i++) {
            if (!isWrite(i) || !result(i).succeeded()) {
                any |= isWrite(i);
                continue;
            }
            any = true;
            if (endNanos[i] - fromNanos > 0 && last - toNanos < 0) {
                longest = Math.max(longest, endNanos[i] - last);
            }
            last = endNanos[i];
        }
        if (any && stoppedNanos - fromNanos > 0 && last - toNanos < 0) {
            longest = Math.max(longest, stoppedNanos - last);
        }
        return longest / 1e9;
    }

    /** Counts per bin, from the period's start; bins without any attempt are in the list too. */
    synchronized List<AvailabilityBin> bins(long fromNanos, long toNanos, LongFunction<Instant> wallClock) {
        long binNanos = TimeUnit.MILLISECONDS.toNanos(AvailabilityBin.MILLIS);
        int count = (int) Math.max(0, (toNanos - fromNanos + binNanos - 1) / binNanos);
        int[][] counts = new int[count][4];
        for (int i = 0; i < size; i++) {
            long bin = (endNanos[i] - fromNanos) / binNanos;
            if (endNanos[i] - fromNanos >= 0 && bin < count) {
                counts[(int) bin][(isWrite(i) ? 0 : 2) + (result(i).succeeded() ? 0 : 1)]++;
            }
        }
        List<AvailabilityBin> bins = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int[] c = counts[i];
            bins.add(new AvailabilityBin(wallClock.apply(fromNanos + i * binNanos), c[0], c[1], c[2], c[3]));
        }
        return bins;
    }

    private Result result(int index) {
        return RESULTS[codes[index] & ~WRITE];
    }

    private boolean isWrite(int index) {
        return (codes[index] & WRITE) != 0;
    }
}
