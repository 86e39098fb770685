package dev.drlab.stacks.config;

import java.util.Optional;

/**
 * Whose deployment it is, as tags on everything say it.
 *
 * @param environment such as {@code lab} or {@code production}; tag {@code Environment}
 * @param costCentre who pays; tag {@code CostCentre}; empty: no such tag
 */
public record Ownership(String environment, Optional<String> costCentre) {}
