package dev.drlab.infra.data.key;

import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import dev.drlab.infra.storage.Protection;
import software.constructs.Construct;

/** A region's key, rotated yearly, with its alias; the multi-region primary if so configured. */
public final class EncryptionKey extends AliasedKey {
    /** Creates the key and the alias in {@code scope}. */
    public EncryptionKey(Construct scope, String id, EncryptionKeyProps props) {
        super(scope, id);
        KmsKey key = KmsKey.Builder.create(this, "key")
                .provider(props.provider())
                .description(description(props.alias(), props.location()))
                .multiRegion(props.multiRegion())
                .enableKeyRotation(true)
                .deletionWindowInDays(Protection.KEY_DELETION_WINDOW_DAYS)
                .policy(KeyPolicy.of(props.location()))
                .lifecycle(Protection.preventDestroy())
                .build();
        named(props.alias(), props.provider(), key.getArn(), key.getKeyId());
    }
}
