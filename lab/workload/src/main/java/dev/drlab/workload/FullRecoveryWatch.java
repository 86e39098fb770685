package dev.drlab.workload;

import dev.drlab.contract.waiting.Observed;
import dev.drlab.contract.waiting.Poll;
import java.time.Duration;
import java.util.Objects;

/**
 * Waits until the service is fully back and has stayed so.
 *
 * @param limit how long to wait
 * @param hold for so long every whole second must have been good: a single one may be luck
 */
public record FullRecoveryWatch(Duration limit, Duration hold) {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** @throws IllegalArgumentException if a time is negative */
    public FullRecoveryWatch {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(hold, "hold");
        if (limit.isNegative() || hold.isNegative()) {
            throw new IllegalArgumentException("a negative time: limit " + limit + ", hold " + hold);
        }
    }

    /** For 60 s at most, until it has held for 3 s. */
    public static FullRecoveryWatch usual() {
        return new FullRecoveryWatch(Duration.ofSeconds(60), Duration.ofSeconds(3));
    }

    /**
     * The recovery that was seen when the service had been fully back for so long; without a moment when that did not
     * come in time.
     *
     * @param region only writes that it accepted count
     * @param eventNanos {@link System#nanoTime()} of what interrupted the service
     * @param firstWriteNanos the same of the first accepted write's acknowledgement
     */
    public ServiceRecovery await(TrafficClient traffic, String region, long eventNanos, long firstWriteNanos)
            throws InterruptedException {
        Observed<ServiceRecovery> end = Poll.within(limit)
                .every(POLL_INTERVAL)
                .observe(
                        "the service was not fully back",
                        () -> traffic.serviceRecovery(region, eventNanos, firstWriteNanos),
                        seen -> seen.heldNanos() >= hold.toNanos());
        return end.met() ? end.last() : end.last().withoutMoment();
    }
}
