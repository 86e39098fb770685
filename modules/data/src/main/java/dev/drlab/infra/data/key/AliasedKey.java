package dev.drlab.infra.data.key;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import dev.drlab.infra.common.AwsLocation;
import software.constructs.Construct;

/** A region's key with its alias. */
public abstract sealed class AliasedKey extends Construct permits EncryptionKey, ReplicaKey {
    private String arn;
    private String keyId;
    private KmsAlias alias;

    AliasedKey(Construct scope, String id) {
        super(scope, id);
    }

    /** Gives the key, which is made by then, its name. */
    final void named(String name, TerraformProvider provider, String keyArn, String idOfKey) {
        arn = keyArn;
        keyId = idOfKey;
        alias = KmsAlias.Builder.create(this, "alias")
                .provider(provider)
                .name(name)
                .targetKeyId(idOfKey)
                .build();
    }

    static String description(String alias, AwsLocation location) {
        return "Data at rest of " + alias + " in " + location.region();
    }

    /** ARN of the key. */
    public final String arn() {
        return arn;
    }

    /** Id of the key; the same in both regions for a multi-region key. */
    public final String keyId() {
        return keyId;
    }

    /** Alias with its prefix. */
    public final String aliasName() {
        return alias.getName();
    }
}
