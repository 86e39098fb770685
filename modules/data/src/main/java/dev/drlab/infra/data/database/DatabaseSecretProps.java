package dev.drlab.infra.data.database;

import dev.drlab.infra.common.Require;

/**
 * @param name of the secret, the same in both regions
 * @param kmsKeyArn key of the secret's own region
 * @param replicaRegion region of the read-only copy
 * @param replicaKmsKeyArn key of the copy in its region, which must exist by then
 */
public record DatabaseSecretProps(String name, String kmsKeyArn, String replicaRegion, String replicaKmsKeyArn) {
    /** @throws IllegalArgumentException if a part is empty, or a key is no ARN */
    public DatabaseSecretProps {
        Require.text("name", name);
        Require.arn("kmsKeyArn", kmsKeyArn);
        Require.text("replicaRegion", replicaRegion);
        Require.arn("replicaKmsKeyArn", replicaKmsKeyArn);
    }
}
