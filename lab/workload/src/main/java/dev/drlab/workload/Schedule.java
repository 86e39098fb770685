package dev.drlab.workload;

/**
 * When requests fall due: at a rate that grows evenly to its full height and stays there. It begins at what it grows by in
 * a second, so a low rate has its full height from the start.
 */
final class Schedule {
    private final long startNanos;
    private final double fullRate;
    private final double firstRate;
    private final double growth;
    private final double growingSeconds;
    private final double growingCount;
    private long count;

    /**
     * @param perSecond the full rate; 0 for never
     * @param growthPerSecond how much the rate grows in a second, above 0; infinite for the full rate at once
     * @param startNanos when it begins, on {@link System#nanoTime()}
     */
    Schedule(double perSecond, double growthPerSecond, long startNanos) {
        this.startNanos = startNanos;
        this.fullRate = perSecond;
        this.firstRate = Math.min(perSecond, growthPerSecond);
        this.growth = growthPerSecond;
        this.growingSeconds = firstRate < fullRate ? (fullRate - firstRate) / growth : 0;
        this.growingCount = growingSeconds * (firstRate + fullRate) / 2;
    }

    /** True, once, for each request that is due by {@code nowNanos}. */
    boolean due(long nowNanos) {
        if (fullRate == 0 || nowNanos - next() < 0) {
            return false;
        }
        count++;
        return true;
    }

    /** Nanoseconds from {@code nowNanos} to the next request, 0 when it is due. */
    long untilNext(long nowNanos) {
        return fullRate == 0 ? Long.MAX_VALUE : Math.max(0, next() - nowNanos);
    }

    private long next() {
        return startNanos + (long) (secondsTo(count) * 1e9);
    }

    private double secondsTo(long request) {
        if (request >= growingCount) {
            return growingSeconds + (request - growingCount) / fullRate;
        }
        return (Math.sqrt(firstRate * firstRate + 2 * growth * request) - firstRate) / growth;
    }
}
