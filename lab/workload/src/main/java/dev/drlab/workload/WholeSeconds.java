package dev.drlab.workload;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The whole seconds of one kind of requests. Each begins with a request and holds all that were sent within a second of
 * it; so they overlap, and no edge hides a failure. A second is good when at least {@value #PERCENT} % of its requests were
 * accepted; requests without an outcome were not. A second that reaches beyond the time that was judged is no whole one.
 */
final class WholeSeconds {
    /** The share that a second must reach to be good, in percent. */
    static final int PERCENT = 99;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long[] sentNanos;
    private final boolean[] accepted;
    private final long untilNanos;
    private final boolean silenceIsBad;

    /**
     * @param sentNanos when each request was sent, in order
     * @param accepted whether it was accepted
     * @param untilNanos the end of what is judged
     * @param silenceIsBad whether a second without any request, which proves nothing, is a bad one: where requests come
     *     more seldom than that it is the rule
     */
    WholeSeconds(long[] sentNanos, boolean[] accepted, long untilNanos, boolean silenceIsBad) {
        this.sentNanos = sentNanos;
        this.accepted = accepted;
        this.untilNanos = untilNanos;
        this.silenceIsBad = silenceIsBad;
    }

    /**
     * The first accepted request from which on every whole second is good; empty when there is none, or not one whole
     * second that begins with it or later.
     *
     * @param earliestNanos it was sent at this time at the earliest
     */
    OptionalLong goodFrom(long earliestNanos) {
        int lastBad = -1;
        int end = 0;
        int good = 0;
        for (int i = 0; i < sentNanos.length && isWhole(i); i++) {
            while (end < sentNanos.length && sentNanos[end] - sentNanos[i] < SECOND) {
                good += accepted[end] ? 1 : 0;
                end++;
            }
            if (isBad(good, end - i) || silenceFollows(i)) {
                lastBad = i;
            }
            good -= accepted[i] ? 1 : 0;
        }
        for (int i = lastBad + 1; i < sentNanos.length && isWhole(i); i++) {
            if (accepted[i] && sentNanos[i] - earliestNanos >= 0) {
                return OptionalLong.of(sentNanos[i]);
            }
        }
        return OptionalLong.empty();
    }

    /** How many seconds are bad that begin at that time or later, of such as do not overlap. */
    int bad(long fromNanos) {
        int bad = 0;
        int i = 0;
        while (i < sentNanos.length && isWhole(i)) {
            if (sentNanos[i] - fromNanos < 0) {
                i++;
                continue;
            }
            int end = endOf(i);
            if (isBad(acceptedIn(i, end), end - i) || silenceFollows(i)) {
                bad++;
                i = end;
            } else {
                i++;
            }
        }
        return bad;
    }

    private int endOf(int start) {
        int end = start;
        while (end < sentNanos.length && sentNanos[end] - sentNanos[start] < SECOND) {
            end++;
        }
        return end;
    }

    private int acceptedIn(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += accepted[i] ? 1 : 0;
        }
        return count;
    }

    private boolean isWhole(int start) {
        return untilNanos - sentNanos[start] >= SECOND;
    }

    private static boolean isBad(int good, int all) {
        return good * 100L < (long) PERCENT * all;
    }

    private boolean silenceFollows(int i) {
        long next = i + 1 < sentNanos.length ? Math.min(sentNanos[i + 1], untilNanos) : untilNanos;
        return silenceIsBad && next - sentNanos[i] > SECOND;
    }
}
