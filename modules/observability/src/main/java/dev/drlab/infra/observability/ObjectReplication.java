package dev.drlab.infra.observability;

import dev.drlab.infra.common.Require;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One direction of the replication of a bucket. Failures are published in the source's region, what is pending in the
 * destination's. Source: Amazon S3 User Guide, "Using S3 Replication metrics".
 *
 * @param sourceRegion region of the source
 * @param sourceBucket name of the source
 * @param destinationRegion region of the destination
 * @param destinationBucket name of the destination
 * @param ruleId of the replication rule, whose metrics must be on
 */
public record ObjectReplication(
        String sourceRegion, String sourceBucket, String destinationRegion, String destinationBucket, String ruleId) {
    public ObjectReplication {
        Require.text("ObjectReplication.sourceRegion", sourceRegion);
        Require.text("ObjectReplication.sourceBucket", sourceBucket);
        Require.text("ObjectReplication.destinationRegion", destinationRegion);
        Require.text("ObjectReplication.destinationBucket", destinationBucket);
        Require.text("ObjectReplication.ruleId", ruleId);
    }

    /** Objects that S3 could not copy. */
    public Metric failed() {
        return new Metric(sourceRegion, "AWS/S3", "OperationsFailedReplication", dimensions());
    }

    /** Objects that wait to be copied. */
    public Metric pending() {
        return new Metric(destinationRegion, "AWS/S3", "OperationsPendingReplication", dimensions());
    }

    /** Seconds by which the copies lag. */
    public Metric latency() {
        return new Metric(destinationRegion, "AWS/S3", "ReplicationLatency", dimensions());
    }

    private Map<String, String> dimensions() {
        Map<String, String> dimensions = new LinkedHashMap<>();
        dimensions.put("SourceBucket", sourceBucket);
        dimensions.put("DestinationBucket", destinationBucket);
        dimensions.put("RuleId", ruleId);
        return dimensions;
    }
}
