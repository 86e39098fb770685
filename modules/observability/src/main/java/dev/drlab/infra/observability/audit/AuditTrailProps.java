package dev.drlab.infra.observability.audit;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.Require;
import java.util.List;

/**
 * @param name of the trail
 * @param bucketName of the logs bucket, whose policy must admit this trail
 * @param keyPrefix of the trail's objects, without a slash at the end
 * @param logGroupName of the log that the trail is written to besides
 * @param retentionDays of that log, in days; a value that CloudWatch offers
 * @param watchedBucketArns buckets whose objects' every access is recorded; not the logs bucket, which would record itself
 * @param watchedTableArns tables whose every write is recorded
 * @param kmsKeyArn key in the bucket's region, whose policy must admit {@code cloudtrail.amazonaws.com} and CloudWatch Logs
 * @param provider of that region; null: the stack's default
 */
public record AuditTrailProps(
        String name,
        String bucketName,
        String keyPrefix,
        String logGroupName,
        int retentionDays,
        List<String> watchedBucketArns,
        List<String> watchedTableArns,
        String kmsKeyArn,
        TerraformProvider provider) {
    public AuditTrailProps {
        Require.text("AuditTrailProps.name", name);
        Require.text("AuditTrailProps.bucketName", bucketName);
        Require.text("AuditTrailProps.keyPrefix", keyPrefix);
        Require.text("AuditTrailProps.logGroupName", logGroupName);
        Require.between("AuditTrailProps.retentionDays", retentionDays, 1, 3653);
        Require.text("AuditTrailProps.kmsKeyArn", kmsKeyArn);
        watchedBucketArns = List.copyOf(watchedBucketArns);
        watchedTableArns = List.copyOf(watchedTableArns);
        if (watchedBucketArns.isEmpty() || watchedTableArns.isEmpty()) {
            throw new IllegalArgumentException("AuditTrailProps: a trail without watched buckets or tables is not what"
                    + " this construct is for; CloudTrail would refuse the empty list");
        }
        if (watchedBucketArns.stream().anyMatch(arn -> arn.endsWith(":" + bucketName))) {
            throw new IllegalArgumentException("AuditTrailProps.watchedBucketArns has the trail's own bucket "
                    + bucketName + ": each delivery would be an event to deliver");
        }
    }
}
