package dev.drlab.infra.storage;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
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
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * A bucket as every one is: versioned, encrypted, private, reached over TLS 1.2 or later only, not destroyed by
 * Terraform.
 */
public final class SecureBucket {
    private final Construct scope;
    private final S3Bucket bucket;
    private final S3BucketVersioningA versioning;
    private final S3BucketPolicy policy;

    /**
     * Creates the bucket and its parts in {@code scope} itself, which can hold one such bucket.
     *
     * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}: the policy names the bucket without a token, so that a
     *     plan shows the whole of it
     * @param kmsKeyArn null: the keys of S3, for buckets that services write to which know no others
     * @param grants what the policy says beside TLS
     */
    public SecureBucket(Construct scope, String partition, String name, String kmsKeyArn, List<Statement> grants) {
        this.scope = scope;
        this.bucket = S3Bucket.Builder.create(scope, "bucket")
                .bucket(name)
                .forceDestroy(false)
                .lifecycle(Protection.preventDestroy())
                .build();
        this.versioning = S3BucketVersioningA.Builder.create(scope, "versioning")
                .bucket(bucket.getId())
                .versioningConfiguration(S3BucketVersioningVersioningConfiguration.builder()
                        .status("Enabled")
                        .build())
                .build();
        encrypt(kmsKeyArn);
        S3BucketOwnershipControls.Builder.create(scope, "ownership")
                .bucket(bucket.getId())
                .rule(S3BucketOwnershipControlsRule.builder()
                        .objectOwnership("BucketOwnerEnforced")
                        .build())
                .build();
        var publicAccess = S3BucketPublicAccessBlock.Builder.create(scope, "public-access")
                .bucket(bucket.getId())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build();
        this.policy = S3BucketPolicy.Builder.create(scope, "policy")
                .bucket(bucket.getId())
                .policy(policy("arn:" + partition + ":s3:::" + name, grants))
                // S3 refuses two changes of a bucket's access at a time.
                .dependsOn(List.of(publicAccess))
                .build();
    }

    private static String policy(String arn, List<Statement> grants) {
        List<Statement> statements = new ArrayList<>();
        statements.add(anybody("TlsOnly", arn).when("Bool", "aws:SecureTransport", "false"));
        statements.add(anybody("Tls12OrLater", arn).when("NumericLessThan", "s3:TlsVersion", "1.2"));
        statements.addAll(grants);
        return new PolicyDocument(statements).json();
    }

    private static Statement anybody(String sid, String arn) {
        return Statement.deny("s3:*").named(sid).to("AWS", "*").on(arn, arn + "/*");
    }

    private void encrypt(String kmsKeyArn) {
        var byDefault = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA.builder()
                .sseAlgorithm(kmsKeyArn == null ? "AES256" : "aws:kms")
                .kmsMasterKeyId(kmsKeyArn)
                .build();
        S3BucketServerSideEncryptionConfigurationA.Builder.create(scope, "encryption")
                .bucket(bucket.getId())
                .rule(List.of(S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .applyServerSideEncryptionByDefault(byDefault)
                        .bucketKeyEnabled(kmsKeyArn != null)
                        .build()))
                .build();
    }

    /**
     * Logs each request; call it once at most.
     *
     * @param logsBucket the name of the bucket that takes the logs
     * @param prefix of the logs' keys, with the slash at its end
     */
    public void logTo(String logsBucket, String prefix) {
        S3BucketLoggingA.Builder.create(scope, "logging")
                .bucket(bucket.getId())
                .targetBucket(logsBucket)
                .targetPrefix(prefix)
                .build();
    }

    /**
     * Sets all that goes by itself; call it once at most.
     *
     * @param rules of {@link ExpiryRule}
     */
    public void expire(S3BucketLifecycleConfigurationRule... rules) {
        S3BucketLifecycleConfiguration.Builder.create(scope, "expiry")
                .bucket(bucket.getId())
                .rule(List.of(rules))
                .dependsOn(List.of(versioning))
                .build();
    }

    /** Name of the bucket. */
    public String name() {
        return bucket.getBucket();
    }

    /** Name of the bucket, known once its policy holds: for what makes a service deliver here at once. */
    public String grantedName() {
        return policy.getBucket();
    }

    /** ARN of the bucket. */
    public String arn() {
        return bucket.getArn();
    }

    /** The resources that a service which writes to the bucket must wait for. */
    public ITerraformDependable policy() {
        return policy;
    }
}
