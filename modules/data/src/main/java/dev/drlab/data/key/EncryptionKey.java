package dev.drlab.data.key;

import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import dev.drlab.storage.Protection;
import software.constructs.Construct;

/** A region's key, rotated yearly, with its alias; the multi-region primary if so configured. */
public final class EncryptionKey extends Construct {
    private final KmsKey key;
    private final KmsAlias alias;

    /** Creates the key and the alias in {@code scope}. */
    public EncryptionKey(Construct scope, String id, EncryptionKeyProps props) {
        super(scope, id);
        key = KmsKey.Builder.create(this, "key")
                .provider(props.provider())
                .description("Data at rest of " + props.alias() + " in "
                        + props.location().region())
                .multiRegion(props.multiRegion())
                .enableKeyRotation(true)
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

    /** ARN of the key. */
    public String arn() {
        return key.getArn();
    }

    /** Id of the key; the same in both regions for a multi-region key. */
    public String keyId() {
        return key.getKeyId();
    }

    /** Alias with its prefix. */
    public String aliasName() {
        return alias.getName();
    }
}
