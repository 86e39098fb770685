package dev.drlab.verifier.measure;

import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.verifier.account.LossAccount;
import java.util.Optional;

/**
 * The state of a run at one moment.
 *
 * @param started canaries whose insert was sent
 * @param acked canaries whose commit was acknowledged
 * @param failed canaries without acknowledgement: refused, or their outcome is unknown
 * @param skipped canaries that were due and not written
 * @param replicated acknowledged canaries that the replica has
 * @param outstanding acknowledged canaries that the replica does not have yet
 * @param lost acknowledged canaries that were missing when another database became the writer; {@link LossAccount} is
 *     the account to rely on
 * @param exposureSeconds age of the oldest acknowledged canary that the replica does not have; 0 if it has all
 * @param maxExposureSeconds the highest exposure so far
 * @param longestWithoutAckSeconds the longest time in which no canary was acknowledged, start and end of the writing
 *     included: what that time would have lost was not measured
 * @param lagMillis from acknowledgement to first sight on the replica
 * @param lagSamples canaries behind {@code lagMillis}
 * @param resolution per canary, how long before its first sight it may have arrived, in milliseconds
 * @param writer name of the database that canaries go to, once one is known
 * @param replica name of the standby that is being read, if there is one
 * @param lastError the newest error of a connection, for a person to read
 * @param ledgerFailure why the run writes no more canaries, if so
 */
public record CanarySnapshot(
        long started,
        long acked,
        long failed,
        Skipped skipped,
        long replicated,
        long outstanding,
        long lost,
        double exposureSeconds,
        double maxExposureSeconds,
        double longestWithoutAckSeconds,
        Percentiles lagMillis,
        long lagSamples,
        Percentiles resolution,
        Optional<String> writer,
        Optional<String> replica,
        Optional<String> lastError,
        Optional<String> ledgerFailure) {
    /** Canaries that were due: those sent, and those that a writer had kept from being sent. */
    public long due() {
        return started + skipped.busy() + skipped.withoutWriter();
    }

    /** The lag, known to the resolution of 95 of 100 canaries. */
    public ReplicationLag replication() {
        return ReplicationLag.of(lagMillis, lagSamples, resolution.p95());
    }

    /**
     * With the present exposure of the moment at which the writing ended, and the longest time without an acknowledgement
     * until then; the highest exposure stays.
     */
    public CanarySnapshot withWritingEndedAt(CanarySnapshot other) {
        return new CanarySnapshot(
                started,
                acked,
                failed,
                skipped,
                replicated,
                outstanding,
                lost,
                other.exposureSeconds,
                maxExposureSeconds,
                other.longestWithoutAckSeconds,
                lagMillis,
                lagSamples,
                resolution,
                writer,
                replica,
                lastError,
                ledgerFailure);
    }
}
