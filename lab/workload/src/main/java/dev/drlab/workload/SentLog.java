package dev.drlab.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/** When each request fell due and what became of it when, in order of sending: 17 bytes each. Thread-safe. */
final class SentLog {
    private static final int WRITE = 0x80;
    private static final int STATE = 0x60;
    private static final int PENDING = 0;
    private static final int ACCEPTED = 0x20;
    private static final int FAILED = 0x40;
    private static final int NOT_SENT = 0x60;
    private static final int REGION = 0x1f;
    /** Below this rate, requests a second, a second without any is no surprise. */
    private static final double ONE_IN_EACH_SECOND = 2;

    private final double writesPerSecond;
    private final double readsPerSecond;
    private final List<String> regions = new ArrayList<>();
    private long[] sentNanos = new long[1024];
    private long[] endNanos = new long[1024];
    private byte[] codes = new byte[1024];
    private int size;
    /** All requests before this one have their outcome. */
    private int settled;

    /** The rates that are asked for: at 0 a kind is not judged. */
    SentLog(double writesPerSecond, double readsPerSecond) {
        this.writesPerSecond = writesPerSecond;
        this.readsPerSecond = readsPerSecond;
        regions.add(""); // of reads, and of what no region accepted
    }

    /** A request is sent; the number to settle it by. One that comes out of order counts from the one before. */
    synchronized int sent(RequestKind kind, long nanos) {
        return add(kind, PENDING, nanos);
    }

    /** A request fell due, and was not sent. */
    synchronized void notSent(RequestKind kind, long nanos) {
        add(kind, NOT_SENT, nanos);
    }

    /** The outcome of a request, known at that time: whether it was accepted, and of a write by which region. */
    synchronized void settle(int number, boolean success, String region, long nanos) {
        endNanos[number] = nanos;
        int code = codes[number] & WRITE;
        if (success) {
            code |= ACCEPTED | (code == WRITE && region != null ? indexOf(region) : 0);
        } else {
            code |= FAILED;
        }
        codes[number] = (byte) code;
        while (settled < size && (codes[settled] & STATE) != PENDING) {
            settled++;
        }
    }

    /**
     * Judges the time since an event.
     *
     * @param region whose acceptance of a write counts: another region's is in no database that survives
     * @param eventNanos requests sent before this are left out
     * @param firstWriteNanos when the first accepted write was acknowledged: before, nothing is back
     * @param nowNanos what is sent later is not judged, nor what is sent after a request that has no outcome yet
     */
    synchronized ServiceRecovery recovery(String region, long eventNanos, long firstWriteNanos, long nowNanos) {
        long until = settled < size ? Math.min(sentNanos[settled], nowNanos) : nowNanos;
        OptionalLong writes =
                seconds(RequestKind.WRITE, region, eventNanos, until).goodFrom(firstWriteNanos);
        OptionalLong reads =
                seconds(RequestKind.READ, region, eventNanos, until).goodFrom(eventNanos);
        boolean both = (writesPerSecond == 0 || writes.isPresent()) && (readsPerSecond == 0 || reads.isPresent());
        OptionalLong latest = OptionalLong.empty();
        if (both) {
            long moment = firstWriteNanos;
            moment = Math.max(moment, writes.orElse(moment));
            latest = OptionalLong.of(Math.max(moment, reads.orElse(moment)));
        }
        return new ServiceRecovery(writes, reads, latest, until);
    }

    /** Whole seconds below the mark that begin within the period; of writes or of reads, whichever has more. */
    synchronized int badSeconds(String region, long fromNanos, long toNanos) {
        return Math.max(
                seconds(RequestKind.WRITE, region, fromNanos, toNanos).bad(fromNanos),
                seconds(RequestKind.READ, region, fromNanos, toNanos).bad(fromNanos));
    }

    /** Counts what was sent, or fell due, from the one time on and before the other. */
    synchronized RequestCounts sentWithin(long fromNanos, long toNanos) {
        return count(i -> sentNanos[i] - fromNanos >= 0 && sentNanos[i] - toNanos < 0);
    }

    /** Counts what had its outcome, or could not be sent, from the one time on and before the other. */
    synchronized RequestCounts endedWithin(long fromNanos, long toNanos) {
        return count(i -> !endedBefore(i, fromNanos) && endedBefore(i, toNanos));
    }

    /** Counts what was under way at the one time or sent later, and sent before the other. */
    synchronized RequestCounts underWayFrom(long fromNanos, long toNanos) {
        return count(i -> !endedBefore(i, fromNanos) && sentNanos[i] - toNanos < 0);
    }

    private boolean endedBefore(int i, long nanos) {
        return (codes[i] & STATE) != PENDING && endNanos[i] - nanos < 0;
    }

    private RequestCounts count(IntPredicate counted) {
        long[] all = new long[2];
        long[] failed = new long[2];
        long notSent = 0;
        for (int i = 0; i < size; i++) {
            if (counted.test(i)) {
                int kind = (codes[i] & WRITE) != 0 ? 0 : 1;
                int state = codes[i] & STATE;
                all[kind]++;
                failed[kind] += state == ACCEPTED ? 0 : 1;
                notSent += state == NOT_SENT ? 1 : 0;
            }
        }
        return new RequestCounts(all[0], failed[0], all[1], failed[1], notSent);
    }

    private WholeSeconds seconds(RequestKind kind, String region, long fromNanos, long untilNanos) {
        int wanted = kind == RequestKind.WRITE ? WRITE : 0;
        int from = firstFrom(fromNanos);
        long[] times = new long[size - from];
        boolean[] accepted = new boolean[size - from];
        int index = regions.indexOf(region);
        int count = 0;
        for (int i = from; i < size && sentNanos[i] - untilNanos < 0; i++) {
            if ((codes[i] & WRITE) == wanted) {
                times[count] = sentNanos[i];
                accepted[count] = (codes[i] & STATE) == ACCEPTED && (wanted == 0 || (codes[i] & REGION) == index);
                count++;
            }
        }
        double rate = kind == RequestKind.WRITE ? writesPerSecond : readsPerSecond;
        return new WholeSeconds(
                Arrays.copyOf(times, count), Arrays.copyOf(accepted, count), untilNanos, rate >= ONE_IN_EACH_SECOND);
    }

    private int add(RequestKind kind, int state, long nanos) {
        if (size == sentNanos.length) {
            sentNanos = Arrays.copyOf(sentNanos, size * 2);
            endNanos = Arrays.copyOf(endNanos, size * 2);
            codes = Arrays.copyOf(codes, size * 2);
        }
        sentNanos[size] = size == 0 ? nanos : Math.max(nanos, sentNanos[size - 1]);
        endNanos[size] = sentNanos[size];
        codes[size] = (byte) ((kind == RequestKind.WRITE ? WRITE : 0) | state);
        if (state != PENDING && settled == size) {
            settled++;
        }
        return size++;
    }

    private int firstFrom(long nanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sentNanos[middle] - nanos < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int indexOf(String region) {
        int known = regions.indexOf(region);
        if (known < 0) {
            known = regions.size();
            if (known > REGION) {
                throw new IllegalStateException("more regions accept writes than a lab has: " + regions);
            }
            regions.add(region);
        }
        return known;
    }
}
