package dev.drlab.observability;

import com.hashicorp.cdktf.providers.aws.cloudtrail.Cloudtrail;
import software.constructs.Construct;

/**
 * Who changed what, in all regions. One multi-region trail: a second one would be charged and would tell the same. It belongs
 * in the secondary region, so that what was done in a failover is recorded while the primary is dark.
 */
public final class AuditTrail extends Construct {
    private final Cloudtrail trail;

    /** Makes the trail below {@code scope}. */
    public AuditTrail(Construct scope, String id, AuditTrailProps props) {
        super(scope, id);
        trail = Cloudtrail.Builder.create(this, "trail")
                .provider(props.provider())
                .name(props.name())
                .s3BucketName(props.bucketName())
                .s3KeyPrefix(props.keyPrefix())
                .kmsKeyId(props.kmsKeyArn())
                .isMultiRegionTrail(true)
                .includeGlobalServiceEvents(true)
                .enableLogFileValidation(true)
                .enableLogging(true)
                .build();
    }

    /** The trail's ARN. */
    public String arn() {
        return trail.getArn();
    }
}
