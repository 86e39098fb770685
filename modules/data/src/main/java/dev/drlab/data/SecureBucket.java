package dev.drlab.data;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_logging.S3BucketLoggingA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControls;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControlsRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningVersioningConfiguration;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** What every bucket is: versioned, encrypted, private, reached over TLS 1.2 or later only, not destroyed by Terraform. */
final class SecureBucket extends Construct {
    private static final int ABORT_UPLOAD_DAYS = 7;
    private final S3Bucket bucket;
    private final S3BucketVersioningA versioning;
    private final S3BucketPolicy policy;

    /**
     * @param kmsKeyArn null: the keys of S3, for buckets that services write to which know no others
     * @param grants statements of the bucket policy, apart from those that every bucket has
     */
    SecureBucket(
            Construct scope, String id, String name, AwsLocation location, String kmsKeyArn, List<Statement> grants) {
        super(scope, id);
        bucket = S3Bucket.Builder.create(this, "bucket")
                .bucket(name)
                .forceDestroy(false)
                .lifecycle(Protection.preventDestroy())
                .build();
        versioning = S3BucketVersioningA.Builder.create(this, "versioning")
                .bucket(bucket.getId())
                .versioningConfiguration(S3BucketVersioningVersioningConfiguration.builder()
                        .status("Enabled")
                        .build())
                .build();
        encrypt(kmsKeyArn);
        S3BucketOwnershipControls.Builder.create(this, "ownership")
                .bucket(bucket.getId())
                .rule(S3BucketOwnershipControlsRule.builder()
                        .objectOwnership("BucketOwnerEnforced")
                        .build())
                .build();
        var publicAccess = S3BucketPublicAccessBlock.Builder.create(this, "public-access")
                .bucket(bucket.getId())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build();
        policy = S3BucketPolicy.Builder.create(this, "policy")
                .bucket(bucket.getId())
                .policy(PolicyDocument.of(statements(arn(location, name), grants)))
                // S3 refuses two changes of a bucket's access at a time.
                .dependsOn(List.of(publicAccess))
                .build();
    }

    /** The ARN without a token, so that a plan shows the whole policy. */
    static String arn(AwsLocation location, String name) {
        return "arn:" + location.partition() + ":s3:::" + name;
    }

    private static List<Statement> statements(String arn, List<Statement> grants) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.deny("TlsOnly", "s3:*")
                .to("AWS", "*")
                .on(arn, arn + "/*")
                .when("Bool", "aws:SecureTransport", "false"));
        statements.add(Statement.deny("Tls12OrLater", "s3:*")
                .to("AWS", "*")
                .on(arn, arn + "/*")
                .when("NumericLessThan", "s3:TlsVersion", "1.2"));
        statements.addAll(grants);
        return statements;
    }

    private void encrypt(String kmsKeyArn) {
        var byDefault = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA.builder()
                .sseAlgorithm(kmsKeyArn == null ? "AES256" : "aws:kms")
                .kmsMasterKeyId(kmsKeyArn)
                .build();
        S3BucketServerSideEncryptionConfigurationA.Builder.create(this, "encryption")
                .bucket(bucket.getId())
                .rule(List.of(S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .applyServerSideEncryptionByDefault(byDefault)
                        .bucketKeyEnabled(kmsKeyArn != null)
                        .build()))
                .build();
    }

    /** @param logsBucket where each request is logged, under {@code s3/<bucket>/} */
    void logTo(String logsBucket, String name) {
        S3BucketLoggingA.Builder.create(this, "logging")
                .bucket(bucket.getId())
                .targetBucket(logsBucket)
                .targetPrefix(LogsBucket.S3_PREFIX + "/" + name + "/")
                .build();
    }

    /**
     * @param currentDays days after which objects expire; null: never
     * @param noncurrentDays days after which replaced and deleted versions are removed
     */
    void expire(Integer currentDays, int noncurrentDays) {
        List<S3BucketLifecycleConfigurationRule> rules = new ArrayList<>();
        rules.add(rule("noncurrent-versions")
                .noncurrentVersionExpiration(S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
                        .noncurrentDays(noncurrentDays)
                        .build())
                .abortIncompleteMultipartUpload(
                        S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload.builder()
                                .daysAfterInitiation(ABORT_UPLOAD_DAYS)
                                .build())
                .build());
        rules.add(rule("delete-markers")
                .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                        .expiredObjectDeleteMarker(true)
                        .build())
                .build());
        if (currentDays != null) {
            rules.add(rule("objects")
                    .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                            .days(currentDays)
                            .build())
                    .build());
        }
        S3BucketLifecycleConfiguration.Builder.create(this, "expiry")
                .bucket(bucket.getId())
                .rule(rules)
                .dependsOn(List.of(versioning))
                .build();
    }

    /** The empty prefix is the whole bucket; an empty filter is dropped by CDKTF and warned about by the provider. */
    private static S3BucketLifecycleConfigurationRule.Builder rule(String id) {
        return S3BucketLifecycleConfigurationRule.builder()
                .id(id)
                .status("Enabled")
                .filter(S3BucketLifecycleConfigurationRuleFilter.builder()
                        .prefix("")
                        .build());
    }

    String name() {
        return bucket.getBucket();
    }

    String arn() {
        return bucket.getArn();
    }

    /** What a service that writes to the bucket must wait for. */
    ITerraformDependable policy() {
        return policy;
    }
}
