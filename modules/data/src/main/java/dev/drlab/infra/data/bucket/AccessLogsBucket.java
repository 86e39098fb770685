package dev.drlab.infra.data.bucket;

import com.hashicorp.cdktf.providers.aws.s3_bucket_logging.S3BucketLoggingA;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.storage.ExpiryRule;
import dev.drlab.infra.storage.SecureBucket;
import java.util.List;
import software.constructs.Construct;

/**
 * Where a region's buckets deliver the records of their requests. Its own requests are not recorded: each record would make
 * another (Amazon S3 User Guide, "Enabling Amazon S3 server access logging"), and S3.9 of Security Hub asks no logs of such a
 * bucket. It uses the keys of S3, as S3 delivers to a bucket with no other.
 */
public final class AccessLogsBucket extends Construct {
    private static final int NONCURRENT_DAYS = 7;

    private final SecureBucket bucket;

    /** Creates the bucket in {@code scope}. */
    public AccessLogsBucket(Construct scope, String id, AccessLogsBucketProps props) {
        super(scope, id);
        AwsLocation location = props.location();
        bucket = new SecureBucket(
                new Construct(this, "store"),
                location.partition(),
                props.name(),
                null,
                List.of(Statement.allow("s3:PutObject")
                        .named("BucketAccessLogs")
                        .to("Service", "logging.s3.amazonaws.com")
                        .on(location.bucketArn(props.name()) + "/*")
                        .when("StringEquals", "aws:SourceAccount", location.accountId())
                        .when(
                                "ArnEquals",
                                "aws:SourceArn",
                                props.loggedBucketNames().stream()
                                        .map(location::bucketArn)
                                        .toArray(String[]::new))));
        bucket.expire(
                ExpiryRule.noncurrentVersions(NONCURRENT_DAYS),
                ExpiryRule.deleteMarkers(),
                ExpiryRule.objects(props.expiryDays()));
    }

    /**
     * Has a bucket that another stack made log its requests here.
     *
     * @param id of the construct
     * @param bucketName one of the buckets that were named at the creation
     */
    public void take(String id, String bucketName) {
        S3BucketLoggingA.Builder.create(this, id)
                .bucket(bucketName)
                .targetBucket(name())
                .targetPrefix(prefix(bucketName))
                .build();
    }

    /** Of the keys of a bucket's records. */
    static String prefix(String bucketName) {
        return bucketName + "/";
    }

    /** Name of the bucket, for buckets of the same stack that log here: known once S3 may deliver. */
    public String name() {
        return bucket.grantedName();
    }

    /** ARN of the bucket. */
    public String arn() {
        return bucket.arn();
    }
}
