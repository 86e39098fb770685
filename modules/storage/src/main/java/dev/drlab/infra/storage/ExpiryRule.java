package dev.drlab.infra.storage;

import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;

/** An expiry of a bucket's objects; each rule is of the whole bucket. */
public final class ExpiryRule {
    private static final int ABORT_UPLOAD_DAYS = 7;

    private ExpiryRule() {}

    /**
     * Replaced and deleted versions, and after 7 days what is left of unfinished uploads.
     *
     * @param days since the version was replaced or deleted
     */
    public static S3BucketLifecycleConfigurationRule noncurrentVersions(int days) {
        return rule("noncurrent-versions")
                .noncurrentVersionExpiration(S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
                        .noncurrentDays(days)
                        .build())
                .abortIncompleteMultipartUpload(
                        S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload.builder()
                                .daysAfterInitiation(ABORT_UPLOAD_DAYS)
                                .build())
                .build();
    }

    /** Delete markers that have no version left behind them. */
    public static S3BucketLifecycleConfigurationRule deleteMarkers() {
        return rule("delete-markers")
                .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                        .expiredObjectDeleteMarker(true)
                        .build())
                .build();
    }

    /**
     * Objects themselves.
     *
     * @param days since the object was written
     */
    public static S3BucketLifecycleConfigurationRule objects(int days) {
        return rule("objects")
                .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                        .days(days)
                        .build())
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
}
