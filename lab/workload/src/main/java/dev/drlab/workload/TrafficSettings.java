package dev.drlab.workload;

/**
 * How much traffic, and how patient.
 *
 * @param writesPerSecond 0 to 100000; 0 for none
 * @param readsPerSecond the same for reads
 * @param timeoutMillis how long one attempt may take, connect included; 1 or more
 * @param maxInFlight how many attempts may be under way; a request that falls due above that is counted as shed and not
 *     sent. It also bounds the number of connections
 * @param retries how often a failed write is sent again under the same key, 0 for never
 * @param connectionMillis how old a connection may be to carry another request; 1 or more. A client that opens a new one
 *     asks DNS again
 * @param growthPerSecond how much either rate may grow in a second until it has its full height, above 0; infinite for
 *     the full rate at once
 */
public record TrafficSettings(
        double writesPerSecond,
        double readsPerSecond,
        long timeoutMillis,
        int maxInFlight,
        int retries,
        long connectionMillis,
        double growthPerSecond) {
    private static final long AS_LONG_AS_IT_LASTS = Long.MAX_VALUE;
    private static final double AT_ONCE = Double.POSITIVE_INFINITY;

    /** @throws IllegalArgumentException if a value is out of its range */
    public TrafficSettings {
        requireRate("writes", writesPerSecond);
        requireRate("reads", readsPerSecond);
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("a request time-out of " + timeoutMillis + " ms is not positive");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("at most " + maxInFlight + " requests in flight allows none");
        }
        if (retries < 0) {
            throw new IllegalArgumentException(retries + " retries is negative");
        }
        if (connectionMillis < 1) {
            throw new IllegalArgumentException("a connection's age of " + connectionMillis + " ms is not positive");
        }
        if (!(growthPerSecond > 0)) {
            throw new IllegalArgumentException("a growth of " + growthPerSecond + " per second is not positive");
        }
    }

    /** Connections are kept as long as they last; the full rate from the start. */
    public TrafficSettings(
            double writesPerSecond, double readsPerSecond, long timeoutMillis, int maxInFlight, int retries) {
        this(writesPerSecond, readsPerSecond, timeoutMillis, maxInFlight, retries, AS_LONG_AS_IT_LASTS, AT_ONCE);
    }

    /** The same, with connections that carry no new request once they are that old. */
    public TrafficSettings withConnectionMillis(long millis) {
        return new TrafficSettings(
                writesPerSecond, readsPerSecond, timeoutMillis, maxInFlight, retries, millis, growthPerSecond);
    }

    /** The same, with rates that grow by that much in a second until they are full. */
    public TrafficSettings withGrowthPerSecond(double perSecond) {
        return new TrafficSettings(
                writesPerSecond, readsPerSecond, timeoutMillis, maxInFlight, retries, connectionMillis, perSecond);
    }

    /** These rates with a time-out of one second, at most 256 attempts in flight and no retries. */
    public static TrafficSettings of(double writesPerSecond, double readsPerSecond) {
        return new TrafficSettings(writesPerSecond, readsPerSecond, 1000, 256, 0);
    }

    private static void requireRate(String what, double perSecond) {
        if (!(perSecond >= 0 && perSecond <= 100_000)) {
            throw new IllegalArgumentException(perSecond + " " + what + " per second is not within 0 to 100000");
        }
    }
}
