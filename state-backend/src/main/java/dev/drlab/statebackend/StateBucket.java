package dev.drlab.statebackend;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControls;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControlsRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningVersioningConfiguration;
import java.util.List;
import software.constructs.Construct;

/**
 * The bucket of one region's Terraform state, with its own key, as state holds first passwords and exists before the
 * region's other key. Versioned, private, TLS 1.2 or later only, not destroyed by Terraform.
 */
public final class StateBucket extends Construct {
    private static final int KEY_DELETION_DAYS = 30;
    private static final int ABORT_UPLOAD_DAYS = 7;
    private final S3Bucket bucket;
    private final KmsKey key;

    /** Creates the key and the bucket in {@code scope}. */
    public StateBucket(Construct scope, String id, StateBucketProps props) {
        super(scope, id);
        key = KmsKey.Builder.create(this, "key")
                .description("Terraform state in " + props.name())
                .enableKeyRotation(true)
                .deletionWindowInDays(KEY_DELETION_DAYS)
                .policy(BucketPolicies.key(props))
                .lifecycle(preventDestroy())
                .build();
        KmsAlias.Builder.create(this, "alias")
                .name(props.kmsAlias())
                .targetKeyId(key.getKeyId())
                .build();
        bucket = S3Bucket.Builder.create(this, "bucket")
                .bucket(props.name())
                .forceDestroy(false)
                .lifecycle(preventDestroy())
                .build();
        encrypt();
        close(props);
        version(props.noncurrentDays());
    }

    private void encrypt() {
        var byDefault = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA.builder()
                .sseAlgorithm("aws:kms")
                .kmsMasterKeyId(key.getArn())
                .build();
        S3BucketServerSideEncryptionConfigurationA.Builder.create(this, "encryption")
                .bucket(bucket.getId())
                .rule(List.of(S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .applyServerSideEncryptionByDefault(byDefault)
                        .bucketKeyEnabled(true)
                        .build()))
                .build();
    }

    private void close(StateBucketProps props) {
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
        S3BucketPolicy.Builder.create(this, "policy")
                .bucket(bucket.getId())
                .policy(BucketPolicies.tlsOnly(props))
                // S3 refuses two changes of a bucket's access at a time.
                .dependsOn(List.of(publicAccess))
                .build();
    }

    private void version(int noncurrentDays) {
        var versioning = S3BucketVersioningA.Builder.create(this, "versioning")
                .bucket(bucket.getId())
                .versioningConfiguration(S3BucketVersioningVersioningConfiguration.builder()
                        .status("Enabled")
                        .build())
                .build();
        S3BucketLifecycleConfiguration.Builder.create(this, "expiry")
                .bucket(bucket.getId())
                .rule(List.of(S3BucketLifecycleConfigurationRule.builder()
                        .id("noncurrent-versions")
                        .status("Enabled")
                        .filter(S3BucketLifecycleConfigurationRuleFilter.builder()
                                .prefix("")
                                .build())
                        .noncurrentVersionExpiration(
                                S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
                                        .noncurrentDays(noncurrentDays)
                                        .build())
                        .abortIncompleteMultipartUpload(
                                S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload.builder()
                                        .daysAfterInitiation(ABORT_UPLOAD_DAYS)
                                        .build())
                        .build()))
                .dependsOn(List.of(versioning))
                .build();
    }

    private static TerraformResourceLifecycle preventDestroy() {
        return TerraformResourceLifecycle.builder().preventDestroy(true).build();
    }

    /** Name of the bucket. */
    public String name() {
        return bucket.getBucket();
    }

    /** ARN of the bucket. */
    public String arn() {
        return bucket.getArn();
    }

    /** ARN of the bucket's key. */
    public String keyArn() {
        return key.getArn();
    }
}
