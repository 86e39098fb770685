package dev.drlab.workload.history;

import dev.drlab.workload.http.Result;
import java.time.Instant;

/** One attempt at a write: what the ledger file has a line for. {@code id}, {@code region}, {@code epoch} only if OK. */
public record WriteAttempt(
        Result result,
        String key,
        int status,
        long id,
        String region,
        long epoch,
        long startNanos,
        long endNanos,
        Instant startedAt,
        Instant endedAt) {
    /** The write that the service has acknowledged by it. */
    public AcknowledgedWrite acknowledged() {
        return new AcknowledgedWrite(key, id, region, epoch, status, startNanos, endNanos, startedAt, endedAt);
    }
}
