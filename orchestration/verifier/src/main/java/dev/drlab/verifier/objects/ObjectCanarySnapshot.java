package dev.drlab.verifier.objects;

import dev.drlab.contract.canary.ReplicationLag;

/**
 * Counts of canary objects at one moment.
 *
 * @param acked objects that the active region's bucket acknowledged
 * @param failed objects that were not acknowledged
 * @param outstanding acknowledged, not seen in the other bucket, and not counted as missing
 * @param missingAtActivation objects of the former active region that a bucket lacked when its region became active
 * @param missingSeconds for those, the time from the last acknowledgement that had arrived to the last one
 * @param arrivedLater of the missing ones, those that arrived after all, because the lost region came back
 * @param replication lag of the objects; its resolution is that of 95 of 100
 */
public record ObjectCanarySnapshot(
        long acked,
        long failed,
        long outstanding,
        long missingAtActivation,
        double missingSeconds,
        long arrivedLater,
        ReplicationLag replication) {}
