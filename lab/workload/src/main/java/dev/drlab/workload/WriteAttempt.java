package dev.drlab.workload;

import java.time.Instant;

/** One attempt at a write: what the ledger file has a line for. {@code id}, {@code region}, {@code epoch} only if OK. */
record WriteAttempt(
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
    AcknowledgedWrite acknowledged() {
        return new AcknowledgedWrite(key, id, region, epoch, status, startNanos, endNanos, startedAt, endedAt);
    }
}
