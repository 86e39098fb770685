package dev.drlab.infra.data.registry;

import dev.drlab.infra.common.Require;

/**
 * @param name of the repository
 * @param kmsKeyArn key of the region
 * @param keepImages how many tagged images stay, the newest; 1 to 1000
 */
public record ImageRepositoryProps(String name, String kmsKeyArn, int keepImages) {
    /** @throws IllegalArgumentException if a part is empty or out of range, or the key is no ARN */
    public ImageRepositoryProps {
        Require.text("name", name);
        Require.arn("kmsKeyArn", kmsKeyArn);
        Require.between("keepImages", keepImages, 1, 1000);
    }
}
