package dev.drlab.infra.data;

import dev.drlab.infra.common.Require;

/**
 * @param name of the table
 * @param kmsKeyArn key of the region
 */
public record ControlTableProps(String name, String kmsKeyArn) {
    /** @throws IllegalArgumentException if a part is empty, or the key is no ARN */
    public ControlTableProps {
        Require.text("name", name);
        Require.arn("kmsKeyArn", kmsKeyArn);
    }
}
