package dev.drlab.infra.data.bucket;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationRuleDeleteMarkerReplication;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationRuleDestination;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationRuleDestinationMetrics;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationRuleSourceSelectionCriteria;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications;
import com.hashicorp.cdktf.providers.aws.s3_bucket_replication_configuration.S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Copies new objects of one bucket to one in another region, with its role. Two of them, one each way, keep two buckets
 * alike: changes of a copy's metadata go back, the copies themselves do not. Both buckets must be versioned before.
 */
public final class BucketReplication extends Construct {
    /** Id of the rule, a dimension of the replication metrics. */
    public static final String RULE = "all";

    private static final String ENABLED = "Enabled";
    private final IamRole role;

    /** Creates the role and the rule in {@code scope}. */
    public BucketReplication(Construct scope, String id, BucketReplicationProps props) {
        super(scope, id);
        role = IamRole.Builder.create(this, "role")
                .provider(props.provider())
                .name(props.roleName())
                .description("Replication of " + props.sourceBucketName() + " to " + props.destinationRegion())
                .assumeRolePolicy(
                        PolicyDocument.of(Statement.trust("s3.amazonaws.com").named("Assume"))
                                .json())
                .build();
        var policy = IamRolePolicy.Builder.create(this, "policy")
                .provider(props.provider())
                .name("replicate")
                .role(role.getId())
                .policy(permissions(props))
                .build();
        var replication = S3BucketReplicationConfigurationA.Builder.create(this, "replication")
                .provider(props.provider())
                .bucket(props.sourceBucketName())
                .role(role.getArn())
                .rule(List.of(rule(props)))
                .dependsOn(List.of(policy))
                .build();
        // CDKTF drops an empty block; without it the rule has S3's older form, which knows no delete markers.
        replication.addOverride("rule.0.filter", List.of(Map.of()));
    }

    private static S3BucketReplicationConfigurationRule rule(BucketReplicationProps props) {
        String arn = props.source().bucketArn(props.destinationBucketName());
        return S3BucketReplicationConfigurationRule.builder()
                .id(RULE)
                .priority(1)
                .status(ENABLED)
                .deleteMarkerReplication(S3BucketReplicationConfigurationRuleDeleteMarkerReplication.builder()
                        .status(props.replicateDeletes() ? ENABLED : "Disabled")
                        .build())
                .sourceSelectionCriteria(selection())
                .destination(S3BucketReplicationConfigurationRuleDestination.builder()
                        .bucket(arn)
                        .encryptionConfiguration(
                                S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration.builder()
                                        .replicaKmsKeyId(props.destinationKmsKeyArn())
                                        .build())
                        .metrics(S3BucketReplicationConfigurationRuleDestinationMetrics.builder()
                                .status(ENABLED)
                                .build())
                        .build())
                .build();
    }

    private static S3BucketReplicationConfigurationRuleSourceSelectionCriteria selection() {
        return S3BucketReplicationConfigurationRuleSourceSelectionCriteria.builder()
                .sseKmsEncryptedObjects(
                        S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects.builder()
                                .status(ENABLED)
                                .build())
                .replicaModifications(
                        S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications.builder()
                                .status(ENABLED)
                                .build())
                .build();
    }

    private static String permissions(BucketReplicationProps props) {
        String source = props.source().bucketArn(props.sourceBucketName());
        String destination = props.source().bucketArn(props.destinationBucketName());
        return PolicyDocument.of(
                        Statement.allow("s3:GetReplicationConfiguration", "s3:ListBucket")
                                .named("ReadConfiguration")
                                .on(source),
                        Statement.allow(
                                        "s3:GetObjectVersionForReplication",
                                        "s3:GetObjectVersionAcl",
                                        "s3:GetObjectVersionTagging")
                                .named("ReadVersions")
                                .on(source + "/*"),
                        Statement.allow("s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags")
                                .named("WriteCopies")
                                .on(destination + "/*"),
                        Statement.allow("kms:Decrypt")
                                .named("DecryptSource")
                                .on(props.sourceKmsKeyArn())
                                .when(
                                        "StringLike",
                                        "kms:ViaService",
                                        "s3." + props.source().region() + ".amazonaws.com")
                                .when("StringLike", "kms:EncryptionContext:aws:s3:arn", source, source + "/*"),
                        Statement.allow("kms:Encrypt", "kms:GenerateDataKey")
                                .named("EncryptCopies")
                                .on(props.destinationKmsKeyArn())
                                .when(
                                        "StringLike",
                                        "kms:ViaService",
                                        "s3." + props.destinationRegion() + ".amazonaws.com")
                                .when(
                                        "StringLike",
                                        "kms:EncryptionContext:aws:s3:arn",
                                        destination,
                                        destination + "/*"))
                .json();
    }

    /** ARN of the role that S3 replicates with. */
    public String roleArn() {
        return role.getArn();
    }
}
