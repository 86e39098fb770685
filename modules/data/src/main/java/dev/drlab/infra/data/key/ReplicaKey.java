package dev.drlab.infra.data.key;

import com.hashicorp.cdktf.providers.aws.kms_replica_key.KmsReplicaKey;
import dev.drlab.infra.storage.Protection;
import software.constructs.Construct;

/** The replica of a multi-region key, with its own alias and policy; works while the primary's region is dark. */
public final class ReplicaKey extends AliasedKey {
    /** Creates the replica and the alias in {@code scope}. */
    public ReplicaKey(Construct scope, String id, ReplicaKeyProps props) {
        super(scope, id);
        KmsReplicaKey key = KmsReplicaKey.Builder.create(this, "key")
                .provider(props.provider())
                .description(description(props.alias(), props.location()))
                .primaryKeyArn(props.primaryKeyArn())
                .deletionWindowInDays(Protection.KEY_DELETION_WINDOW_DAYS)
                .policy(KeyPolicy.of(props.location()))
                .lifecycle(Protection.preventDestroy())
                .build();
        named(props.alias(), props.provider(), key.getArn(), key.getKeyId());
    }
}
