package dev.drlab.workload.account;

import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Writes that a region acknowledged although they were sent after another region had taken a higher epoch.
 *
 * @param supersededAt when the higher epoch was written
 * @param writes in order of acknowledgement
 */
public record StaleWrites(Instant supersededAt, List<AcknowledgedWrite> writes) {
    /** Sorts them. */
    public StaleWrites {
        writes = writes.stream()
                .sorted(Comparator.comparing(AcknowledgedWrite::ackedAt))
                .toList();
    }

    /** Those of {@code region} among {@code acknowledged}, in an epoch below the higher one. */
    public static StaleWrites of(
            List<AcknowledgedWrite> acknowledged, String region, long higherEpoch, Instant supersededAt) {
        return new StaleWrites(
                supersededAt,
                acknowledged.stream()
                        .filter(write -> write.region().equals(region)
                                && write.epoch() < higherEpoch
                                && write.startedAt().isAfter(supersededAt))
                        .toList());
    }

    /** How many they are. */
    public long count() {
        return writes.size();
    }

    /** From the higher epoch to the last of them, in seconds; 0 when there is none. */
    public double windowSeconds() {
        return secondsUntilLast(supersededAt);
    }

    /** From that moment to the last of them, in seconds; 0 when there is none after it. */
    public double secondsUntilLast(Instant moment) {
        return writes.isEmpty()
                ? 0
                : Math.max(
                        0,
                        Duration.between(moment, writes.get(writes.size() - 1).ackedAt())
                                        .toMillis()
                                / 1000.0);
    }

    /** How many were acknowledged within that time before the moment. */
    public long within(Duration time, Instant moment) {
        return writes.stream()
                .filter(write -> !write.ackedAt().isBefore(moment.minus(time))
                        && write.ackedAt().isBefore(moment))
                .count();
    }
}
