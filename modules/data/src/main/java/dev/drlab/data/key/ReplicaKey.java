package dev.drlab.data.key;

import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_replica_key.KmsReplicaKey;
import dev.drlab.storage.Protection;
import software.constructs.Construct;

/** The replica of a multi-region key, with its own alias and policy; works while the primary's region is dark. */
public final class ReplicaKey extends Construct {
    private final KmsReplicaKey key;
    private final KmsAlias alias;

    /** Creates the replica and the alias in {@code scope}. */
    public ReplicaKey(Construct scope, String id, ReplicaKeyProps props) {
        super(scope, id);
        key = KmsReplicaKey.Builder.create(this, "key")
                .provider(props.provider())
                .description("Data at rest of " + props.alias() + " in "
                        + props.location().region())
                .primaryKeyArn(props.primaryKeyArn())
                .deletionWindowInDays(Protection.KEY_DELETION_WINDOW_DAYS)
                .policy(KeyPolicy.of(props.location()))
                .lifecycle(Protection.preventDestroy())
                .build();
        alias = KmsAlias.Builder.create(this, "alias")
                .provider(props.provider())
                .name(props.alias())
                .targetKeyId(key.getKeyId())
                .build();
    }

    /** ARN of the replica. */
    public String arn() {
        return key.getArn();
    }

    /** Id of the key; the same as the primary's. */
    public String keyId() {
        return key.getKeyId();
    }

    /** Alias with its prefix. */
    public String aliasName() {
        return alias.getName();
    }
}
