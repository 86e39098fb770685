package dev.drlab.infra.stacks.config;

import java.util.Optional;

/**
 * The agent's jar, in each region's artifact bucket, where bootstrap uploads it.
 *
 * @param key in the bucket
 * @param sha256 of its bytes in base64; empty: Terraform does not notice a new jar under the same key
 */
public record AgentArtifact(String key, Optional<String> sha256) {}
