package dev.drlab.verifier;

import dev.drlab.verifier.measure.CanarySample;
import dev.drlab.verifier.measure.CanarySnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The result of a run.
 *
 * @param runId names its rows and its ledger
 * @param startedAt when it started
 * @param endedAt when its last canary had been written
 * @param rowsPerSecond the rate that was asked for
 * @param ledgerDirectory where its ledger is
 * @param end the counts and percentiles at the end
 * @param samples the series; older points are merged in pairs, keeping the larger values, so that there are at most 7200
 */
public record CanaryResult(
        UUID runId,
        Instant startedAt,
        Instant endedAt,
        double rowsPerSecond,
        Path ledgerDirectory,
        CanarySnapshot end,
        List<CanarySample> samples) {
    /** Copies the series. */
    public CanaryResult {
        samples = List.copyOf(samples);
    }

    /**
     * How exactly the lag is known: for 95 of 100 canaries the moment of arrival lies within this many milliseconds
     * before the moment of first sight.
     */
    public double resolutionMillis() {
        return end.resolution().p95();
    }
}
