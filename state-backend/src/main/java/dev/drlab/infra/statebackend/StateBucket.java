package dev.drlab.infra.statebackend;

import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.storage.ExpiryRule;
import dev.drlab.infra.storage.Protection;
import dev.drlab.infra.storage.SecureBucket;
import java.util.List;
import software.constructs.Construct;

/**
 * The bucket of one region's Terraform state, with its own key, as state holds first passwords and exists before the
 * region's other key. IAM of the account decides about that: no service uses it on its own behalf. Versioned, private, TLS 1.2 or later only, not destroyed by Terraform.
 */
public final class StateBucket extends Construct {
    private final SecureBucket bucket;
    private final KmsKey key;

    /** Creates the key and the bucket in {@code scope}. */
    public StateBucket(Construct scope, String id, StateBucketProps props) {
        super(scope, id);
        key = KmsKey.Builder.create(this, "key")
                .description("Terraform state in " + props.name())
                .enableKeyRotation(true)
                .deletionWindowInDays(Protection.KEY_DELETION_WINDOW_DAYS)
                .policy(PolicyDocument.of(Statement.accountThroughIam(props.partition(), props.accountId()))
                        .json())
                .lifecycle(Protection.preventDestroy())
                .build();
        KmsAlias.Builder.create(this, "alias")
                .name(props.kmsAlias())
                .targetKeyId(key.getKeyId())
                .build();
        bucket = new SecureBucket(this, props.partition(), props.name(), key.getArn(), List.of());
        bucket.expire(ExpiryRule.noncurrentVersions(props.noncurrentDays()));
    }

    /** Name of the bucket. */
    public String name() {
        return bucket.name();
    }

    /** ARN of the bucket. */
    public String arn() {
        return bucket.arn();
    }

    /** ARN of the bucket's key. */
    public String keyArn() {
        return key.getArn();
    }
}
