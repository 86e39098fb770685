package dev.drlab.infra.stacks.config;

import java.util.Optional;

/**
 * The deployment's owner, as tags on every resource.
 *
 * @param environment such as {@code lab} or {@code production}; tag {@code Environment}
 * @param costCentre cost centre; tag {@code CostCentre}; empty: no such tag
 */
public record Ownership(String environment, Optional<String> costCentre) {}
