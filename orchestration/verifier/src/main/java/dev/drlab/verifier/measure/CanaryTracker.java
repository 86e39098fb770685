package dev.drlab.verifier.measure;

import dev.drlab.contract.canary.Percentiles;
import dev.drlab.verifier.ledger.SeqRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Where every canary is on its way: sent, acknowledged, seen on the replica. Keeps only those that are still under way,
 * in a window of numbers whose lower end moves up as they arrive.
 *
 * <p>The window is bounded: with a replica that is away for very long, the oldest are given up on. The exposure still
 * counts from the oldest of them, until the replica shows anything acknowledged after the last of them.
 */
public final class CanaryTracker {
    /** Largest window: about 48 MB. */
    public static final int MAX_WINDOW = 1 << 22;

    private static final long IN_FLIGHT = -1;
    private static final long SEEN_IN_FLIGHT = -2;
    private static final long RESOLVED = -3;
    private static final int SIGNIFICANT_DIGITS = 3;
    /** Of the canaries before the first open one so many stay: a loss is measured from the last that survived. */
    private static final int KEPT_BEFORE = 100;

    /** The verifier connects first, to servers that may be far away: so much of the time to the first one does not count. */
    private static final long START_NANOS = 10_000_000_000L;

    private final int maxWindow;
    private final Histogram lagMicros = new Histogram(SIGNIFICANT_DIGITS);
    private final Histogram resolutionMicros = new Histogram(SIGNIFICANT_DIGITS);
    private final List<SeqRange> lossWindows = new ArrayList<>();
    private long[] ackNanos = new long[1024];
    private int[] terms = new int[1024];
    private long base = 1;
    private long next = 1;
    private long started;
    private long acked;
    private long failed;
    private long replicated;
    private long lost;
    private long abandoned;
    private long outstanding;
    private long firstAbandonedSeq;
    private long firstAbandonedAckNanos = -1;
    private long lastAbandonedAckNanos = -1;
    private long maxExposureNanos;
    private long lastAckNanos;
    private long longestWithoutAckNanos;
    private long sampleLagNanos = -1;
    private boolean readerWaits;
    private boolean closed;

    /** Keeps at most {@code maxWindow} outstanding canaries. */
    public CanaryTracker(int maxWindow) {
        this.maxWindow = maxWindow;
    }

    /**
     * @param oldestNanos when the oldest outstanding canary was acknowledged, nanoseconds since the start; -1 if none is
     * @param longestWithoutAckSeconds the longest time in which nothing was acknowledged, from 10 s after the start, or the
     *     first acknowledgement, to this moment
     */
    public record View(
            long started,
            long acked,
            long failed,
            long replicated,
            long lost,
            long outstanding,
            long oldestNanos,
            double maxExposureSeconds,
            double longestWithoutAckSeconds,
            Percentiles lagMillis,
            long lagSamples,
            Percentiles resolution) {
        /** Age of the oldest canary that has not arrived, in seconds; 0 when all have. */
        public double exposureSeconds(long nowNanos) {
            return oldestNanos < 0 ? 0 : Math.max(0, nowNanos - oldestNanos) / 1e9;
        }
    }

    /** A canary is about to be sent. */
    public synchronized void started(long seq, int term) {
        started++;
        while (next <= seq) {
            if (next - base == ackNanos.length) {
                makeRoom();
            }
            ackNanos[slot(next)] = IN_FLIGHT;
            next++;
        }
        if (seq >= base) {
            terms[slot(seq)] = term;
        }
    }

    /** Its commit was acknowledged, that many nanoseconds after the start. */
    public synchronized void acked(long seq, long nowNanos) {
        longestWithoutAckNanos = withoutAckNanos(nowNanos);
        acked++;
        lastAckNanos = Math.max(lastAckNanos, nowNanos);
        if (seq < base) {
            return; // given up on
        }
        int slot = slot(seq);
        if (ackNanos[slot] == SEEN_IN_FLIGHT) {
            ackNanos[slot] = RESOLVED;
            replicated(0, 0);
            advance();
            return;
        }
        ackNanos[slot] = nowNanos;
        outstanding++;
        if (readerWaits) {
            notifyAll();
        }
    }

    /** No acknowledgement came. */
    public synchronized void failed(long seq) {
        failed++;
        if (seq >= base) {
            ackNanos[slot(seq)] = RESOLVED;
            advance();
        }
    }

    /**
     * The replica showed this canary.
     *
     * @param term the term in which the replica was asked: canaries of another writer are left alone
     * @param sentNanos when the reading of the replica before this one was sent: the canary was not there yet
     * @param nowNanos when this reading's answer was there
     */
    public synchronized void seen(long seq, int term, long sentNanos, long nowNanos) {
        if (seq < base || seq >= next || terms[slot(seq)] != term) {
            return;
        }
        int slot = slot(seq);
        long ack = ackNanos[slot];
        if (ack == IN_FLIGHT) {
            ackNanos[slot] = SEEN_IN_FLIGHT;
        } else if (ack >= 0) {
            ackNanos[slot] = RESOLVED;
            outstanding--;
            replicated(nowNanos - ack, nowNanos - Math.max(ack, sentNanos));
            if (ack > lastAbandonedAckNanos) {
                replicated += abandoned;
                forgetAbandoned();
            }
            advance();
        }
    }

    /** Whether canaries of an earlier writer are still open, so that {@link #settle} is due. */
    public synchronized boolean hasOutstandingBefore(int term) {
        for (long seq = base; outstanding > 0 && seq < next; seq++) {
            if (terms[slot(seq)] >= term) {
                return false; // terms only grow with the numbers, but for those in flight at the change
            }
            if (ackNanos[slot(seq)] >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The open canaries of earlier writers are on the present one, or lost. Those given up on count as lost here; the loss
     * account looks each of them up.
     *
     * @param present the numbers that the present writer has, as distances from {@code presentBase}
     */
    public synchronized void settle(int term, BitSet present, long presentBase, long nowNanos) {
        long lostBefore = lost;
        long from = firstOpen();
        for (long seq = base; seq < next; seq++) {
            int slot = slot(seq);
            if (ackNanos[slot] >= 0 && terms[slot] < term) {
                maxExposureNanos = Math.max(maxExposureNanos, nowNanos - ackNanos[slot]);
                ackNanos[slot] = RESOLVED;
                outstanding--;
                if (seq >= presentBase && present.get((int) (seq - presentBase))) {
                    replicated++;
                } else {
                    lost++;
                }
            }
        }
        lost += abandoned;
        if (lost > lostBefore) {
            lossWindows.add(new SeqRange(Math.max(1, from - KEPT_BEFORE), next - 1));
        }
        forgetAbandoned();
        advance();
    }

    /**
     * Another writer may lack what this replica has shown: its rows and records stay for the account, from those that are
     * not deleted yet to the last of the writer before.
     *
     * @param deletedThrough rows up to this number may have been deleted
     */
    public synchronized void keepAbove(long deletedThrough) {
        if (deletedThrough + 1 < next) {
            lossWindows.add(new SeqRange(deletedThrough + 1, next - 1));
        }
    }

    /**
     * Rows up to this number may be deleted as far as the replica goes: it has all that survived. Ask before
     * {@link #lossWindows}: a loss that comes in between then has its window.
     */
    public synchronized long deletableThrough() {
        return Math.max(0, firstOpen() - 1 - KEPT_BEFORE);
    }

    /** The rows and records that must stay, so that each loss stays in the account: those around each change of roles. */
    public synchronized List<SeqRange> lossWindows() {
        return List.copyOf(lossWindows);
    }

    private long firstOpen() {
        return firstAbandonedSeq > 0 ? firstAbandonedSeq : base;
    }

    private void forgetAbandoned() {
        abandoned = 0;
        firstAbandonedSeq = 0;
        firstAbandonedAckNanos = -1;
    }

    /** Every number up to this one needs no more looking for. */
    public synchronized long resolvedThrough() {
        return base - 1;
    }

    /** The highest number that was handed out; 0 before the first. */
    public synchronized long lastStarted() {
        return next - 1;
    }

    /** Acknowledged canaries that have not arrived. */
    public synchronized long outstanding() {
        return outstanding;
    }

    /** Age of the oldest outstanding canary, or -1. */
    public synchronized long oldestAgeNanos(long nowNanos) {
        long oldest = oldestAckNanos();
        return oldest < 0 ? -1 : nowNanos - oldest;
    }

    /** Waits until something is outstanding, for at most this long. */
    public synchronized boolean awaitOutstanding(long millis) throws InterruptedException {
        if (outstanding == 0 && !closed) {
            readerWaits = true;
            wait(millis);
            readerWaits = false;
        }
        return outstanding > 0;
    }

    /** Takes nothing more. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** The longest lag since it was last asked for, in milliseconds; -1 if nothing arrived. */
    public synchronized double takeSampleLagMillis() {
        double millis = sampleLagNanos < 0 ? -1 : sampleLagNanos / 1e6;
        sampleLagNanos = -1;
        return millis;
    }

    /** The longest time without an acknowledgement, that which still lasts included. */
    private long withoutAckNanos(long nowNanos) {
        long lasting = nowNanos - lastAckNanos - (acked == 0 ? START_NANOS : 0);
        return Math.max(longestWithoutAckNanos, lasting);
    }

    /** The state that many nanoseconds after the start. */
    public synchronized View view(long nowNanos) {
        long oldest = oldestAckNanos();
        if (oldest >= 0) {
            maxExposureNanos = Math.max(maxExposureNanos, nowNanos - oldest);
        }
        return new View(
                started,
                acked,
                failed,
                replicated,
                lost,
                outstanding + abandoned,
                oldest,
                maxExposureNanos / 1e9,
                withoutAckNanos(nowNanos) / 1e9,
                HistogramPercentiles.of(lagMicros),
                lagMicros.getTotalCount(),
                HistogramPercentiles.of(resolutionMicros));
    }

    private void replicated(long lagNanos, long uncertaintyNanos) {
        replicated++;
        lagMicros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, lagNanos)));
        resolutionMicros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, uncertaintyNanos)));
        maxExposureNanos = Math.max(maxExposureNanos, lagNanos);
        sampleLagNanos = Math.max(sampleLagNanos, lagNanos);
    }

    private long oldestAckNanos() {
        if (firstAbandonedAckNanos >= 0) {
            return firstAbandonedAckNanos;
        }
        // Acknowledgements come nearly in the order of numbers: the oldest is among the first few.
        long oldest = -1;
        int looked = 0;
        for (long seq = base; outstanding > 0 && seq < next && looked < 64; seq++) {
            long ack = ackNanos[slot(seq)];
            if (ack >= 0) {
                oldest = oldest < 0 ? ack : Math.min(oldest, ack);
                looked++;
            }
        }
        return oldest;
    }

    private void advance() {
        while (base < next && ackNanos[slot(base)] == RESOLVED) {
            base++;
        }
    }

    private void makeRoom() {
        if (ackNanos.length < maxWindow) {
            grow();
            return;
        }
        long ack = ackNanos[slot(base)];
        firstAbandonedSeq = firstAbandonedSeq == 0 ? base : firstAbandonedSeq;
        if (ack >= 0) {
            outstanding--;
            abandoned++;
            firstAbandonedAckNanos = firstAbandonedAckNanos < 0 ? ack : firstAbandonedAckNanos;
            lastAbandonedAckNanos = ack;
        }
        base++;
        advance();
    }

    private void grow() {
        long[] oldAcks = ackNanos;
        int[] oldTerms = terms;
        ackNanos = new long[oldAcks.length * 2];
        terms = new int[oldTerms.length * 2];
        for (long seq = base; seq < next; seq++) {
            int from = (int) (seq & (oldAcks.length - 1));
            ackNanos[slot(seq)] = oldAcks[from];
            terms[slot(seq)] = oldTerms[from];
        }
    }

    private int slot(long seq) {
        return (int) (seq & (ackNanos.length - 1));
    }
}
