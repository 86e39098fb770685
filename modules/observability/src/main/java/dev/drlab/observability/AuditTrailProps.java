package dev.drlab.observability;

import com.hashicorp.cdktf.TerraformProvider;

/**
 * @param name of the trail
 * @param bucketName of the logs bucket, whose policy must admit this trail
 * @param keyPrefix of the trail's objects, without a slash at the end
 * @param kmsKeyArn key in the bucket's region, whose policy must admit {@code cloudtrail.amazonaws.com}
 * @param provider of that region; null: the stack's default
 */
public record AuditTrailProps(
        String name, String bucketName, String keyPrefix, String kmsKeyArn, TerraformProvider provider) {
    public AuditTrailProps {
        Require.text("AuditTrailProps.name", name);
        Require.text("AuditTrailProps.bucketName", bucketName);
        Require.text("AuditTrailProps.keyPrefix", keyPrefix);
        Require.text("AuditTrailProps.kmsKeyArn", kmsKeyArn);
    }
}
