package dev.drlab.infra.data.key;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;

/**
 * @param alias with the prefix {@code alias/}
 * @param multiRegion whether a replica of it can be made in another region; cannot be changed later
 * @param location of the key
 * @param provider of the key's region; null: the stack's default
 */
public record EncryptionKeyProps(String alias, boolean multiRegion, AwsLocation location, TerraformProvider provider) {
    /** @throws IllegalArgumentException if the alias lacks its prefix */
    public EncryptionKeyProps {
        alias = alias(alias);
        if (location == null) {
            throw new IllegalArgumentException("location is null: it must be given");
        }
    }

    static String alias(String alias) {
        if (!Require.text("alias", alias).startsWith("alias/")) {
            throw new IllegalArgumentException("alias is \"" + alias + "\": it must begin with alias/");
        }
        return alias;
    }
}
