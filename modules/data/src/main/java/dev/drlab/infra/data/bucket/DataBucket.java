package dev.drlab.infra.data.bucket;

import dev.drlab.infra.storage.ExpiryRule;
import dev.drlab.infra.storage.SecureBucket;
import java.util.List;
import software.constructs.Construct;

/** A bucket of a region's own objects under the region's key: application data, or build artifacts. */
public final class DataBucket extends Construct {
    private final SecureBucket bucket;

    /** Creates the bucket in {@code scope}; its objects never expire, their old versions do. */
    public DataBucket(Construct scope, String id, DataBucketProps props) {
        super(scope, id);
        bucket = new SecureBucket(
                new Construct(this, "store"), props.location().partition(), props.name(), props.kmsKeyArn(), List.of());
        bucket.expire(ExpiryRule.noncurrentVersions(props.noncurrentDays()), ExpiryRule.deleteMarkers());
        bucket.logTo(props.logsBucketName(), AccessLogsBucket.prefix(props.name()));
    }

    /** Name of the bucket. */
    public String name() {
        return bucket.name();
    }

    /** ARN of the bucket. */
    public String arn() {
        return bucket.arn();
    }
}
