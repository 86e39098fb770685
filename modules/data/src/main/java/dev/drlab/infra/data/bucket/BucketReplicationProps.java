package dev.drlab.infra.data.bucket;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * One direction of the replication of a bucket.
 *
 * @param roleName name of the role that S3 replicates with
 * @param source where the source bucket is
 * @param sourceBucketName versioned bucket whose objects are copied
 * @param sourceKmsKeyArn key that its objects are encrypted with
 * @param destinationRegion region of the destination
 * @param destinationBucketName versioned bucket, of the same account
 * @param destinationKmsKeyArn key that the copies are encrypted with
 * @param replicateDeletes whether delete markers are copied; deletions of versions never are
 * @param provider of the source's region; null: the stack's default
 */
public record BucketReplicationProps(
        String roleName,
        AwsLocation source,
        String sourceBucketName,
        String sourceKmsKeyArn,
        String destinationRegion,
        String destinationBucketName,
        String destinationKmsKeyArn,
        boolean replicateDeletes,
        TerraformProvider provider) {
    /** @throws IllegalArgumentException if a part is empty, a key is no ARN, or the regions are equal */
    public BucketReplicationProps {
        Require.text("roleName", roleName);
        Objects.requireNonNull(source, "source");
        Require.text("sourceBucketName", sourceBucketName);
        Require.arn("sourceKmsKeyArn", sourceKmsKeyArn);
        Require.text("destinationBucketName", destinationBucketName);
        Require.arn("destinationKmsKeyArn", destinationKmsKeyArn);
        if (source.region().equals(Require.text("destinationRegion", destinationRegion))) {
            throw new IllegalArgumentException(
                    "destinationRegion is " + destinationRegion + ": it must differ from the source's");
        }
    }
}
