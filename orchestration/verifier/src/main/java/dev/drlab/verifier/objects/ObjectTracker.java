package dev.drlab.verifier.objects;

import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.verifier.measure.HistogramPercentiles;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Which canary objects were acknowledged where, and which of them the other region's bucket has. When a region becomes
 * active, what it then lacks of the other's objects is missing; such an object may still arrive later, once the other
 * region is back. Safe for use by several threads. Times are nanoseconds of one monotonic clock.
 */
final class ObjectTracker {
    private static final long NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int DIGITS = 3;

    private final TreeMap<Long, Canary> open = new TreeMap<>();
    private final Histogram lagMicros = new Histogram(DIGITS);
    private final Histogram resolutionMicros = new Histogram(DIGITS);
    private final Map<String, Long> lastAcked = new HashMap<>();
    private final Map<String, Long> lastSeen = new HashMap<>();
    private final Map<String, Long> firstAcked = new HashMap<>();
    private final Set<String> judging = new HashSet<>();
    private long acked;
    private long failed;
    private long missing;
    private long arrivedLater;
    private double missingSeconds;

    synchronized void acked(long seq, String region, long ackNanos) {
        acked++;
        open.put(seq, new Canary(region, ackNanos, false));
        firstAcked.putIfAbsent(region, ackNanos);
        lastAcked.put(region, ackNanos);
    }

    synchronized void failed() {
        failed++;
    }

    /** From now on {@code region} is active: its next reading tells what it lacks. */
    synchronized void activated(String region) {
        judging.add(region);
    }

    /** The lowest open canary that {@code region} should have received, if any is open. */
    synchronized Optional<Long> lowestOpenFor(String region) {
        return open.entrySet().stream()
                .filter(entry -> !entry.getValue().region().equals(region))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Age of the oldest open canary that is not missing already, in nanoseconds; 0 if there is none. */
    synchronized long oldestAge(long nowNanos) {
        return open.values().stream()
                .filter(canary -> !canary.missing())
                .mapToLong(canary -> nowNanos - canary.ackNanos())
                .findFirst()
                .orElse(0);
    }

    /**
     * A reading of a region's bucket.
     *
     * @param found numbers of canaries that it has
     * @param startedNanos when the reading began
     * @param nowNanos when its answer was there
     * @param previousNanos when the reading before it began
     * @param complete true when every open canary that the bucket has is among those found
     */
    synchronized void observed(
            String region,
            Collection<Long> found,
            long startedNanos,
            long nowNanos,
            long previousNanos,
            boolean complete) {
        for (long seq : found) {
            Canary canary = open.get(seq);
            if (canary != null && !canary.region().equals(region)) {
                open.remove(seq);
                arrived(canary, nowNanos, previousNanos);
            }
        }
        if (complete && judging.remove(region)) {
            judge(region, startedNanos);
        }
    }

    private void arrived(Canary canary, long nowNanos, long previousNanos) {
        if (canary.missing()) {
            arrivedLater++;
            return;
        }
        lastSeen.merge(canary.region(), canary.ackNanos(), Math::max);
        lagMicros.recordValue(Math.max(0, nowNanos - canary.ackNanos()) / NANOS_PER_MICRO);
        resolutionMicros.recordValue(
                Math.max(0, nowNanos - Math.max(previousNanos, canary.ackNanos())) / NANOS_PER_MICRO);
    }

    private void judge(String region, long startedNanos) {
        for (Map.Entry<Long, Canary> entry : open.entrySet()) {
            Canary canary = entry.getValue();
            boolean lacking =
                    !canary.region().equals(region) && !canary.missing() && canary.ackNanos() - startedNanos < 0;
            if (lacking) {
                missing++;
                entry.setValue(new Canary(canary.region(), canary.ackNanos(), true));
                missingSeconds = Math.max(missingSeconds, span(canary.region()));
            }
        }
    }

    /** From the last acknowledgement that arrived to the last one. */
    private double span(String region) {
        long from = lastSeen.getOrDefault(region, firstAcked.get(region));
        return (lastAcked.get(region) - from) / NANOS_PER_SECOND;
    }

    /** True when everything acknowledged has arrived, or is missing. */
    synchronized boolean settled() {
        return open.values().stream().allMatch(Canary::missing);
    }

    synchronized ObjectCanarySnapshot snapshot() {
        long outstanding =
                open.values().stream().filter(canary -> !canary.missing()).count();
        return new ObjectCanarySnapshot(
                acked,
                failed,
                outstanding,
                missing,
                missingSeconds,
                arrivedLater,
                ReplicationLag.of(
                        HistogramPercentiles.of(lagMicros),
                        lagMicros.getTotalCount(),
                        HistogramPercentiles.of(resolutionMicros).p95()));
    }

    private record Canary(String region, long ackNanos, boolean missing) {}
}
