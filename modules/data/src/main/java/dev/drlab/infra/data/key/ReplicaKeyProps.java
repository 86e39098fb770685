package dev.drlab.infra.data.key;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;

/**
 * @param alias with the prefix {@code alias/}
 * @param primaryKeyArn of a multi-region key in another region
 * @param location of the replica
 * @param provider of the replica's region; null: the stack's default
 */
public record ReplicaKeyProps(String alias, String primaryKeyArn, AwsLocation location, TerraformProvider provider) {
    /** @throws IllegalArgumentException if the alias lacks its prefix, or the primary key is no ARN */
    public ReplicaKeyProps {
        alias = EncryptionKeyProps.alias(alias);
        Require.arn("primaryKeyArn", primaryKeyArn);
        if (location == null) {
            throw new IllegalArgumentException("location is null: it must be given");
        }
    }
}
