package dev.drlab.workload.history;

import java.time.Instant;
import java.util.Objects;

/**
 * A write that the service acknowledged with 201.
 *
 * @param key its idempotency key, unique over all runs
 * @param id the row's id
 * @param region the region that says it accepted it
 * @param epoch the epoch in which it did
 * @param status the HTTP status
 * @param startNanos {@link System#nanoTime()} of this JVM when it was sent
 * @param ackNanos the same when the acknowledgement was read
 * @param startedAt when it was sent, by the run's clock
 * @param ackedAt when the acknowledgement was read, by the same
 */
public record AcknowledgedWrite(
        String key,
        long id,
        String region,
        long epoch,
        int status,
        long startNanos,
        long ackNanos,
        Instant startedAt,
        Instant ackedAt) {
    /** All are required. */
    public AcknowledgedWrite {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(ackedAt, "ackedAt");
    }
}
