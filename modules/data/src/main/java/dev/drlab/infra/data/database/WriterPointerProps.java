package dev.drlab.infra.data.database;

import dev.drlab.infra.common.Require;

/**
 * @param name of the secret
 * @param kmsKeyArn key of the secret's region
 * @param initialRegion region of the writer at the first deployment
 * @param initialDatabase identifier of its database
 */
public record WriterPointerProps(String name, String kmsKeyArn, String initialRegion, String initialDatabase) {
    /** @throws IllegalArgumentException if a part is empty, or the key is no ARN */
    public WriterPointerProps {
        Require.text("name", name);
        Require.arn("kmsKeyArn", kmsKeyArn);
        Require.text("initialRegion", initialRegion);
        Require.text("initialDatabase", initialDatabase);
    }
}
