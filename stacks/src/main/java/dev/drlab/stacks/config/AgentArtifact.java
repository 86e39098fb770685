package dev.drlab.stacks.config;

import java.util.Optional;

/**
 * The agent's jar, as bootstrap uploads it to the artifact bucket of each region.
 *
 * @param key in the bucket
 * @param sha256 of its bytes, base64; empty: Terraform does not notice a new jar under the same key
 */
public record AgentArtifact(String key, Optional<String> sha256) {}
